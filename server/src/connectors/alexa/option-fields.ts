import type { OptionSchema } from "#channel/options-schema.ts";
import { limits } from "./limits.ts";

const text = "string" as const;

/** The options of the connector as data, by their names. */
export const fields = {
  id: {
    title: "Id",
    description: "names this connector in the store and the logs",
    type: text,
    pattern: "\\S+",
    default: "alexa",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "where Amazon posts what people say",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/alexa",
    mustBe: 'a path such as "/alexa": a slash, then letters, digits, - and _',
  },
  skillId: {
    title: "Skill id",
    description: "begins with amzn1.ask.skill. (developer console, Endpoint); requests of other skills are refused",
    type: text,
    pattern: "amzn1\\.(ask\\.skill|echo-sdk-ams\\.app)\\.[A-Za-z0-9-]+",
    mustBe: "the skill's id, which begins with amzn1.ask.skill. (developer console, Endpoint)",
  },
  invocationName: {
    title: "Invocation name",
    description: "by which people open the skill; for the interaction model that `causerie alexa model` writes",
    type: text,
    pattern: "[^A-Z0-9\\s][^A-Z0-9]{0,48}[^A-Z0-9\\s]",
    mustBe: "two to fifty small letters in words, without digits, e.g. snow report",
  },
  locale: {
    title: "Language",
    description: "BCP 47 tag of the skill's first language; each request says its own",
    type: text,
    default: "en-US",
    mustBe: 'a language tag such as "en-US" or "fr-FR"',
  },
  intents: {
    title: "Intents",
    description: "of a model that exists already: which story's intent each of its intents is, by Amazon's name",
    type: "object",
    default: {},
    mustBe: 'an object of names, e.g. { OrderPizzaIntent: "order" }',
  },
  deadlineMs: {
    title: "Deadline",
    description: "milliseconds until the answer goes out; Amazon waits for 8,000, the way included",
    type: "integer",
    minimum: 500,
    maximum: 7_800,
    default: limits.deadlineMs,
    mustBe: "a number of milliseconds from 500 to 7800",
  },
  rootCertificates: {
    title: "Root certificates",
    description: "in PEM, that may stand for Amazon's in place of those that Node trusts: for a stand-in in tests",
    type: "array",
    items: { title: "Certificate", type: text, mustBe: "a certificate in PEM" },
    mustBe: "a list of certificates in PEM",
  },
} as const satisfies Record<string, OptionSchema>;
