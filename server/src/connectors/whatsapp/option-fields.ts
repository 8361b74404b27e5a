import type { OptionSchema } from "#channel/options-schema.ts";
import { metaFields, metaNumber, token } from "#connectors/meta/option-fields.ts";
import { limits } from "./limits.ts";

const text = "string" as const;

/** The options of the connector as data, by their names. */
export const fields = {
  id: {
    ...token,
    title: "Id",
    description: "names this connector in the store and the logs",
    default: "whatsapp",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "where Meta posts its webhooks",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/whatsapp",
    mustBe: 'a path such as "/whatsapp": a slash, then letters, digits, - and _',
  },
  appId: metaFields.appId,
  phoneNumberId: {
    ...metaNumber,
    title: "Phone number id",
    description: "Meta's id of the business number, not the number itself (WhatsApp, API setup)",
    mustBe: "Meta's id of the business number, digits only (WhatsApp, API setup)",
  },
  accountId: {
    ...metaNumber,
    title: "Business account",
    description: "id of the WhatsApp business account that has the number: with it the check looks at its subscription",
    mustBe: "the id of the WhatsApp business account, or left out",
  },
  accessToken: {
    ...token,
    title: "Access token",
    description: "of a system user (Business settings, System users); one of the API setup page ends within a day",
    writeOnly: true,
    mustBe: "the access token of a system user (Business settings, System users)",
  },
  appSecret: metaFields.appSecret,
  verifyToken: metaFields.verifyToken,
  graphVersion: metaFields.graphVersion,
  graphBaseUrl: metaFields.graphBaseUrl,
  locale: {
    title: "Language",
    description: "tag of the language that people write in, e.g. fr",
    type: text,
    pattern: "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*",
    mustBe: 'a language tag such as "fr"',
  },
  listLabel: {
    title: "Label of lists",
    description: "what the button says that opens a list of choices",
    type: text,
    pattern: `\\S.{0,${limits.list.button - 1}}`,
    default: "☰",
    mustBe: `1 to ${limits.list.button} letters, e.g. "Choose"`,
  },
  lateTemplate: {
    title: "Template after a day",
    description: "approved template that is sent in place of a message once Meta takes nothing else from the bot",
    type: "object",
    required: ["name", "language"],
    properties: {
      name: {
        title: "Name",
        description: "as it is approved at Meta",
        type: text,
        pattern: "[a-z0-9_]{1,512}",
        mustBe: "the name of an approved template: small letters, digits and _",
      },
      language: {
        title: "Language",
        description: "its code at Meta, e.g. en or pt_BR",
        type: text,
        pattern: "[a-z]{2,3}([_-][A-Za-z0-9]{2,8})*",
        mustBe: "a code of Meta's such as en or pt_BR",
      },
      parameters: {
        title: "Parameters",
        description: "texts for {{1}}, {{2}} … of its body; {message} in one stands for the words of the message",
        type: "array",
        items: { title: "Parameter", type: text, pattern: "[^\\n\\t]+", mustBe: "a text without line breaks" },
        mustBe: 'a list of texts, e.g. ["{message}"]',
      },
    },
    mustBe: 'an object such as { name: "news", language: "en", parameters: ["{message}"] }',
  },
  agentPauseMinutes: {
    title: "Pause after people wrote",
    description:
      "minutes for which the bot is silent after a person wrote from the WhatsApp Business app with the same number",
    type: "number",
    minimum: 0,
    maximum: 10_080,
    default: 60,
    mustBe: "a number of minutes from 0 to 10080, a week",
  },
  maxFiles: {
    title: "Files of a message",
    description: "how many of the files that a person sends in one message are fetched",
    type: "integer",
    minimum: 0,
    maximum: 100,
    default: limits.files,
    mustBe: "a whole number from 0 to 100",
  },
  maxAgeMinutes: {
    title: "Longest age of an answer",
    description: "minutes for which an answer is worth sending while Meta cannot accept it",
    type: "number",
    minimum: 1,
    maximum: 1440,
    default: 30,
    mustBe: "a number of minutes from 1 to 1440",
  },
  typing: {
    title: "Typing",
    description: "mark messages as read and show that an answer is being written",
    type: "boolean",
    default: true,
    mustBe: "true or false",
  },
} satisfies Record<string, OptionSchema>;
