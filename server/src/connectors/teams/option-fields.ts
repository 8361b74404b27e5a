import type { OptionSchema } from "#channel/options-schema.ts";

const text = "string" as const;
/** A line break in a secret would break the request that carries it; a blank is a mistake in copying. */
const token = { type: text, pattern: "\\S+" };
const guid = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const address = "an https address without a slash at its end; http is for this machine only";

/** The options of the connector as data, by their names. */
export const fields = {
  id: {
    ...token,
    title: "Id",
    description: "names this connector in the store and the logs",
    default: "teams",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "where Microsoft posts activities: the messaging endpoint",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/teams",
    mustBe: 'a path such as "/teams": a slash, then letters, digits, - and _',
  },
  appId: {
    type: text,
    pattern: guid,
    title: "App id",
    description: "Microsoft App ID of the Azure Bot resource (Configuration)",
    mustBe: "the Microsoft App ID of the Azure Bot resource, a GUID",
  },
  appPassword: {
    ...token,
    title: "Client secret",
    description: "the value, not the id, of a client secret of the app registration (Certificates & secrets)",
    writeOnly: true,
    mustBe: "the value of a client secret of the app registration (Certificates & secrets)",
  },
  tenantId: {
    type: text,
    pattern: guid,
    title: "Tenant",
    description:
      "directory (tenant) id of a single-tenant bot, which all new bots are; people of other tenants are left alone. Default: a multi-tenant bot, which answers all",
    mustBe: "the directory (tenant) id, a GUID",
  },
  locale: {
    type: text,
    title: "Language",
    description:
      "BCP 47 tag of the language that people write in, if it is one. Default: what Teams says of each person",
    mustBe: 'a language tag such as "en" or "fr-CA"',
  },
  maxAgeMinutes: {
    type: "integer",
    minimum: 1,
    maximum: 1_440,
    title: "Longest wait",
    description: "for how many minutes an answer is worth sending while Teams takes none",
    default: 30,
    mustBe: "a number of minutes from 1 to 1440",
  },
  serviceOrigins: {
    type: "array",
    items: { type: text, title: "Address", mustBe: address },
    title: "Service addresses",
    description: "origins at which Teams takes answers: the bot's token is sent nowhere else",
    default: [
      "https://smba.trafficmanager.net",
      "https://smba.infra.gcc.teams.microsoft.com",
      "https://smba.infra.gov.teams.microsoft.us",
      "https://smba.infra.dod.teams.microsoft.us",
    ],
    mustBe: "a list of https addresses without a path",
  },
  issuer: {
    ...token,
    title: "Issuer",
    description: "who signs requests; of US Government clouds https://api.botframework.us",
    default: "https://api.botframework.com",
    mustBe: "the issuer of the tokens that requests come with",
  },
  keysUrl: {
    type: text,
    title: "Keys",
    description:
      "where the issuer's public keys are; of US Government clouds https://login.botframework.azure.us/v1/.well-known/keys",
    default: "https://login.botframework.com/v1/.well-known/keys",
    mustBe: address,
  },
  loginUrl: {
    type: text,
    title: "Sign-in",
    description: "where the bot gets its token; of US Government clouds https://login.microsoftonline.us",
    default: "https://login.microsoftonline.com",
    mustBe: address,
  },
  scope: {
    ...token,
    title: "Scope",
    description: "what the token is for; of US Government clouds https://api.botframework.us/.default",
    default: "https://api.botframework.com/.default",
    mustBe: "the scope of the token",
  },
} as const satisfies Record<string, OptionSchema>;
