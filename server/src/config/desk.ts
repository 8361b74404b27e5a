import { deskRoles } from "@causerie/protocol/desk";
import { findOptionProblems, isOptions } from "#channel/options-schema.ts";
import { isLoopback } from "#desk/http/loopback.ts";
import {
  deskDefaults,
  type DeskOptions,
  type DeskSettings,
  type OidcOptions,
  type OidcSettings,
} from "#desk/settings.ts";

const texts = { type: "array", items: { title: "An entry", type: "string", pattern: ".+" } } as const;

const options = {
  type: "object",
  properties: {
    sessionHours: {
      title: "Hours of a session",
      type: "number",
      minimum: 0.1,
      maximum: 168,
      mustBe: "a number of hours from 0.1 to 168",
    },
    idleMinutes: {
      title: "Minutes without use",
      type: "number",
      minimum: 1,
      maximum: 1_440,
      mustBe: "a number of minutes from 1 to 1440",
    },
    passwords: { title: "Passwords", type: "boolean", mustBe: "true, or false where people sign in by oidc" },
    oidc: {
      title: "OpenID Connect",
      type: "object",
      mustBe: "an object, e.g. { issuer: …, clientId: … }",
      required: ["issuer", "clientId"],
      properties: {
        issuer: { title: "Issuer", type: "string", mustBe: "the address of the issuer, e.g. https://id.example.com" },
        clientId: { title: "Client id", type: "string", pattern: ".+", mustBe: "the id that the issuer has given you" },
        clientSecret: { title: "Client secret", type: "string", pattern: ".+", writeOnly: true },
        name: { title: "Name on the button", type: "string", pattern: ".{1,60}", mustBe: "1 to 60 characters" },
        scopes: { title: "Scopes", ...texts, mustBe: 'a list with "openid" in it' },
        roleClaim: { title: "Claim of roles", type: "string", pattern: ".+" },
        roles: { title: "Roles", type: "object", mustBe: `an object of their words and ours: ${deskRoles.join(", ")}` },
        allowedDomains: { title: "Domains", ...texts, mustBe: 'a list of domains, e.g. ["example.com"]' },
        onlyInvited: { title: "Only invited people", type: "boolean" },
      },
    },
  },
} as const;

/** Undefined: there is no desk. The variable switches it on and off; how long people stay signed in is the file's to say. */
export function deskOf(
  given: boolean | DeskOptions | undefined,
  variable: unknown,
  secret: string | undefined,
): DeskSettings | undefined {
  const isOn = variable === undefined ? given !== undefined && given !== false : variable === "on";
  if (!isOn) return undefined;
  const { oidc, ...others } = typeof given === "object" ? given : {};
  return { ...deskDefaults, ...others, oidc: oidc === undefined ? undefined : oidcOf(oidc, secret) };
}

function oidcOf({ allowedDomains, ...given }: OidcOptions, secret = ""): OidcSettings {
  return {
    clientSecret: secret,
    name: new URL(given.issuer).host,
    scopes: ["openid", "profile", "email"],
    roleClaim: "roles",
    roles: {},
    onlyInvited: false,
    ...given,
    ...(allowedDomains === undefined ? {} : { allowedDomains }),
  };
}

/** Whether it says on or off at all; what an object holds is looked at by {@link deskProblems}. */
export function isDeskSwitch(value: unknown): boolean {
  return typeof value !== "string" || value === "on" || value === "off";
}

type Given = { desk?: unknown; publicUrl?: unknown; deskClientSecret?: unknown };

/** What is wrong with the desk itself. */
export function deskProblems({ desk, publicUrl, deskClientSecret }: Given): string[] {
  if (!isOptions(desk)) return desk === true || desk === "on" ? insecure(publicUrl) : [];
  const problems = findOptionProblems(options, desk).map((problem) => `desk.${problem}`);
  const more = problems.length > 0 ? [] : oidcProblems(desk, deskClientSecret);
  return [...problems, ...more, ...insecure(publicUrl)];
}

/** What the schema cannot say. */
function oidcProblems({ oidc, passwords }: DeskOptions, secret: unknown): string[] {
  if (oidc === undefined)
    return passwords === false
      ? ["desk.passwords: without them and without desk.oidc nobody new could come in; add oidc, or leave this out."]
      : [];
  const { issuer, clientSecret, scopes, roles = {} } = oidc;
  const isOpenId = scopes === undefined || scopes.includes("openid");
  const wrongRole = Object.values(roles).some((role) => !deskRoles.includes(role));
  return [
    ...(isIssuer(issuer)
      ? []
      : [
          "desk.oidc.issuer must be an address with https:// exactly as the issuer calls itself, without ? and #; http:// only at localhost.",
        ]),
    ...(clientSecret === undefined && secret === undefined
      ? ["desk.oidc.clientSecret is missing: set CAUSERIE_DESK_CLIENT_SECRET to what the issuer has given you."]
      : []),
    ...(isOpenId ? [] : ['desk.oidc.scopes must have "openid" in it.']),
    ...(wrongRole ? [`desk.oidc.roles: the values must be of ${deskRoles.join(", ")}.`] : []),
  ];
}

function isIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname, search, hash } = new URL(issuer);
  return search === "" && hash === "" && (protocol === "https:" || (protocol === "http:" && isLoopback(hostname)));
}

/** Passwords and sessions would go through the network for all to read. */
function insecure(publicUrl: unknown): string[] {
  if (typeof publicUrl !== "string" || !URL.canParse(publicUrl)) return [];
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === "https:" || isLoopback(hostname)) return [];
  return [
    "desk needs HTTPS: passwords would go through the network for all to read; put an HTTPS proxy before the server and set publicUrl to its address.",
  ];
}
