import type { OptionSchema } from "#channel/options-schema.ts";

const text = "string" as const;
const address = "an https address without a slash at its end; http is for this machine only";

/** The options of the connector as data, by their names. */
export const fields = {
  id: {
    type: text,
    pattern: "\\S+",
    title: "Id",
    description: "names this connector in the store and the logs",
    default: "google-chat",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "where Google posts events: the HTTP endpoint URL",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/google-chat",
    mustBe: 'a path such as "/google-chat": a slash, then letters, digits, - and _',
  },
  projectNumber: {
    type: text,
    pattern: "\\d{1,20}",
    title: "Project number",
    description: "number, not the id, of the Google Cloud project of the app",
    mustBe: "the number of the Google Cloud project, digits only",
  },
  serviceAccountKey: {
    type: text,
    title: "Service account key",
    description: "the text of the JSON key file of a service account of the project, by which the app writes",
    writeOnly: true,
    mustBe: "the whole text of the JSON key file of a service account",
  },
  endpointUrl: {
    type: text,
    title: "Endpoint URL",
    description:
      "exactly the HTTP endpoint URL that is configured, where its authentication audience is that URL, as of add-ons. Default: the audience is the project number",
    mustBe: "the https address that is configured as the HTTP endpoint URL",
  },
  locale: {
    type: text,
    title: "Language",
    description:
      "BCP 47 tag of the language that people write in, if it is one. Default: what Google says of each person",
    mustBe: 'a language tag such as "en" or "fr-CA"',
  },
  maxAgeMinutes: {
    type: "integer",
    minimum: 1,
    maximum: 1_440,
    title: "Longest wait",
    description: "for how many minutes an answer is worth sending while Google Chat takes none",
    default: 30,
    mustBe: "a number of minutes from 1 to 1440",
  },
  apiUrl: {
    type: text,
    title: "API",
    description: "where the Chat API is",
    default: "https://chat.googleapis.com",
    mustBe: address,
  },
  tokenUrl: {
    type: text,
    title: "Sign-in",
    description: "where the app gets its token",
    default: "https://oauth2.googleapis.com/token",
    mustBe: address,
  },
  keysUrl: {
    type: text,
    title: "Keys",
    description:
      "where the public keys of whoever signs requests are. Default: Google's, of its OpenID tokens with an endpoint URL, else of chat@system.gserviceaccount.com",
    mustBe: address,
  },
} as const satisfies Record<string, OptionSchema>;
