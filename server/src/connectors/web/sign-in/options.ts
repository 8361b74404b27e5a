import type { OptionSchema } from "#channel/options-schema.ts";
import { isSafeUrl } from "#channel/kit/issuer/safe-url.ts";

/** Whose tokens sign people in, and whether those without one may chat. */
export type SignInOptions = {
  /** `optional`: who has no token chats as an anonymous visitor. Default `required`. */
  mode?: "optional" | "required";
  issuers: readonly IssuerOptions[];
  /** Seconds by which the clock of an issuer may differ from ours. Default 60. */
  clockSkew?: number;
  /**
   * Claims of the token that stories find in `turn.user.claims`, e.g. `["name", "email"]`. `name` is the person's name in `turn.from`,
   * too. Default `["name"]`.
   */
  claims?: readonly string[];
};

/** Either one OpenID Connect issuer, or the tenants of Microsoft Entra ID. */
export type IssuerOptions = {
  /** The issuer, as the claim `iss` has it. */
  issuer?: string;
  /** Of Microsoft Entra ID: the ids of the tenants whose people may chat. Both versions of its tokens are taken. */
  tenants?: readonly string[];
  /** Of Microsoft Entra ID, for its national clouds. Default `https://login.microsoftonline.com`. */
  authority?: string;
  /** For whom the tokens must be made (`aud`); one of several. */
  audience: string | readonly string[];
  /** A scope that the token must have (`scp` or `scope`). With `tenants` the default is `access_as_user`. */
  scope?: string;
  /** Where the public keys are. Default: as the issuer's discovery document says. */
  keysUrl?: string;
  /** The claims that name the person. Default `["sub"]`; with `tenants` always `oid` and `tid`. */
  person?: readonly string[];
};

const text = (title: string, mustBe: string): OptionSchema => ({ title, type: "string", pattern: "\\S+", mustBe });

const claimNames = (title: string, description: string): OptionSchema => ({
  title,
  description,
  type: "array",
  items: text("Claim", "the name of a claim"),
  mustBe: 'a list of names of claims, e.g. ["sub"]',
});

const issuerFields = {
  issuer: {
    title: "Issuer",
    description: "an OpenID Connect issuer, as the claim iss has it",
    type: "string",
    pattern: "https?://\\S+",
    mustBe: 'the address of an issuer, e.g. "https://login.example.com"',
  },
  tenants: {
    title: "Tenants",
    description: "of Microsoft Entra ID, in the place of issuer: the ids of the tenants whose people may chat",
    type: "array",
    items: {
      title: "Tenant",
      type: "string",
      pattern: "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
      mustBe: "the id of a tenant in small letters, as the Entra admin center shows it",
    },
    mustBe: "a list of the ids of tenants",
  },
  authority: {
    title: "Authority",
    description: "of Microsoft Entra ID, for its national clouds",
    type: "string",
    pattern: "https?://[^\\s/]+",
    mustBe: 'an address without a path, e.g. "https://login.microsoftonline.us"',
    default: "https://login.microsoftonline.com",
  },
  audience: {
    title: "Audience",
    description: "for whom the tokens must be made (aud); one of several",
    type: ["string", "array"],
    pattern: "\\S+",
    items: text("Audience", "a text"),
    mustBe: "the audience of the tokens, or a list of several",
  },
  scope: {
    title: "Scope",
    description: "that the token must have (scp or scope); with tenants the default is access_as_user",
    type: "string",
    pattern: "\\S+",
    mustBe: "the name of one scope",
  },
  keysUrl: {
    title: "Keys",
    description: "where the public keys are (JWKS); default: as the issuer's discovery document says",
    type: "string",
    pattern: "https?://\\S+",
    mustBe: "the address of a JSON Web Key Set",
  },
  person: claimNames("Person", "the claims that name the person; with tenants always oid and tid"),
} satisfies Record<keyof IssuerOptions, OptionSchema>;

/** {@link SignInOptions} as data. */
export const signInSchema: OptionSchema = {
  title: "Sign-in",
  description:
    "people who are signed in on the page are known by the token of their issuer; without this all are anonymous",
  type: "object",
  properties: {
    mode: {
      title: "Mode",
      description: "whether those without a token may chat, as anonymous visitors",
      type: "string",
      enum: ["optional", "required"],
      default: "required",
    },
    issuers: {
      title: "Issuers",
      description: "whose tokens are taken",
      type: "array",
      items: {
        title: "Issuer",
        type: "object",
        properties: issuerFields,
        required: ["audience"],
        mustBe: 'an object, e.g. { issuer: "https://login.example.com", audience: "chat" }',
      },
      mustBe: "a list of issuers",
    },
    clockSkew: {
      title: "Clock skew",
      description: "seconds by which the clock of an issuer may differ from ours",
      type: "integer",
      minimum: 0,
      maximum: 600,
      mustBe: "a whole number of seconds, at most 600",
      default: 60,
    },
    claims: claimNames("Claims", "of the token, that stories find in turn.user.claims; default name"),
  } satisfies Record<keyof SignInOptions, OptionSchema>,
  required: ["issuers"],
  mustBe: 'an object, e.g. { issuers: [{ issuer: "https://login.example.com", audience: "chat" }] }',
};

/** What the schema cannot say. Options of another form have been refused by it. */
export function findSignInProblems(options: unknown): string[] {
  const issuers = (options as SignInOptions | undefined)?.issuers;
  if (!Array.isArray(issuers)) return [];
  const none = issuers.length === 0 ? ["signIn.issuers must name at least one issuer."] : [];
  return [...none, ...issuers.flatMap((issuer, index) => problemsOf(issuer, `signIn.issuers[${index}]`))];
}

function problemsOf(given: unknown, at: string): string[] {
  if (typeof given !== "object" || given === null) return [];
  const { issuer, tenants, authority, audience, keysUrl, person } = given as Partial<IssuerOptions>;
  const problems: string[] = [];
  if ((issuer === undefined) === (tenants === undefined))
    problems.push(`${at} must have either issuer or, for Microsoft Entra ID, tenants.`);
  for (const [name, url] of Object.entries({ issuer, authority, keysUrl }))
    if (typeof url === "string" && !isSafeUrl(url))
      problems.push(`${at}.${name} must begin with https:// (http:// only on this machine, for tests).`);
  for (const [name, list] of Object.entries({ tenants, audience, person }))
    if (Array.isArray(list) && list.length === 0) problems.push(`${at}.${name} must not be empty.`);
  if (tenants !== undefined && person !== undefined)
    problems.push(`${at}.person cannot be chosen with tenants: a person there is always oid and tid.`);
  return problems;
}
