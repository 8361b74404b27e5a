import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export type SignatureHeaders = { sha256: string | undefined; sha1: string | undefined };

export type SignatureRules = {
  /** The app's secrets; several while one is being replaced. */
  secrets: readonly string[];
  /** Whether the old SHA-1 header counts when the SHA-256 one is absent. */
  allowSha1: boolean;
};

/**
 * Whether Meta signed exactly these bytes. Parsed and serialised again they would differ: Meta signs escaped Unicode.
 * Only lower-case hex counts, because Meta sends only that. When the SHA-256 header is wrong, a correct SHA-1 header does
 * not help.
 */
export function isSigned(
  bytes: Uint8Array,
  headers: SignatureHeaders,
  { secrets, allowSha1 }: SignatureRules,
): boolean {
  const { sha256, sha1 } = headers;
  if (sha256 !== undefined) return matches(bytes, "sha256", /^sha256=([0-9a-f]{64})$/.exec(sha256)?.[1], secrets);
  if (sha1 !== undefined && allowSha1) return matches(bytes, "sha1", /^sha1=([0-9a-f]{40})$/.exec(sha1)?.[1], secrets);
  return false;
}

/** Proves to Meta that the caller, who has the access token, also knows the app's secret. */
export function appSecretProof(secret: string, accessToken: string): string {
  return createHmac("sha256", secret).update(accessToken).digest("hex");
}

/** Compares in a time that tells nothing about where the two differ, nor how long the expected one is. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function matches(
  bytes: Uint8Array,
  algorithm: "sha256" | "sha1",
  hex: string | undefined,
  secrets: readonly string[],
): boolean {
  if (hex === undefined) return false;
  const given = Buffer.from(hex, "hex");
  const ours = secrets.map((secret) => createHmac(algorithm, secret).update(bytes).digest());
  // Every secret is tried, so that the time does not tell which one fits.
  return ours.filter((expected) => timingSafeEqual(given, expected)).length > 0;
}
