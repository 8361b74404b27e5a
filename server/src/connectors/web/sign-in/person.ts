import { createHash } from "node:crypto";
import type { Alias, Identity } from "#channel/address.ts";
import type { Json } from "#channel/json.ts";
import { signedInPrefix } from "#channel/signed-in-id.ts";
import { refused, type VerifiedToken } from "./verify-token.ts";

/** Who is signed in. */
export type SignedIn = {
  /** Their id on this connector: the same wherever they sign in. */
  userId: string;
  /** How the issuer names them: an operator finds them by it. */
  alias: Alias;
  name: string | undefined;
  /** Those that stories may see. */
  claims: Readonly<Record<string, Json>>;
};

const longestName = 256;
/** Characters of all claims for stories, as JSON: they travel in the session's token. */
const longestClaims = 2_000;

/**
 * @param connectorId another connector is another audience: there the same person is somebody else.
 * @param wanted names of the claims that stories may see.
 * @throws RequestError `sign_in_failed`
 */
export function toSignedIn(
  { issuer, claims }: VerifiedToken,
  connectorId: string,
  wanted: readonly string[],
): SignedIn {
  const names = issuer.person.map((claim) => {
    const value = claims[claim];
    if (typeof value !== "string" || value === "" || value.length > longestName) throw refused("claims");
    return value;
  });
  const [first = ""] = names;
  // Without the server's key: a new secret must not make strangers of all. Nobody gets an id but who has proved to be it.
  const digest = createHash("sha256").update(JSON.stringify([connectorId, issuer.realm, ...names]));
  return {
    userId: signedInPrefix + digest.digest("base64url"),
    alias: { type: issuer.realm, value: issuer.tenant === undefined ? names.join(" ") : first },
    name:
      typeof claims["name"] === "string" && wanted.includes("name") ? claims["name"].slice(0, longestName) : undefined,
    claims: pick(claims, wanted),
  };
}

/** Of the conversation that a person has who has none yet. */
export function firstConversationOf(userId: string): string {
  return `c_${createHash("sha256").update(userId).digest("base64url")}`;
}

export function toIdentity({ userId, alias, name, claims }: SignedIn): Identity {
  return {
    id: userId,
    aliases: [alias],
    ...(name === undefined ? {} : { profile: { name } }),
    claims,
  };
}

/** What does not fit is left out, the last first: an issuer may put all groups of a person into a claim. */
function pick(claims: Readonly<Record<string, unknown>>, wanted: readonly string[]): Record<string, Json> {
  const picked: Record<string, Json> = {};
  for (const name of wanted) {
    const value = claims[name];
    if (!Object.hasOwn(claims, name) || value === undefined) continue;
    if (JSON.stringify({ ...picked, [name]: value }).length <= longestClaims) picked[name] = value as Json;
  }
  return picked;
}
