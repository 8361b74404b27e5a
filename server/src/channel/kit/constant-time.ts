import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export type HmacRule = {
  algorithm: "sha1" | "sha256";
  /** All secrets that are valid: several while one is being replaced. */
  secrets: readonly (string | Uint8Array)[];
};

/**
 * Whether `signature` is the HMAC of exactly these bytes under one of the secrets. Pass the body as it came: parsed and
 * serialised again it may differ.
 */
export function isHmacOf(bytes: Uint8Array, signature: Uint8Array, { algorithm, secrets }: HmacRule): boolean {
  const expected = secrets.map((secret) => createHmac(algorithm, secret).update(bytes).digest());
  // No early exit: the time must not reveal which secret fits.
  return expected.filter((each) => each.length === signature.length && timingSafeEqual(signature, each)).length > 0;
}

/**
 * Compares in a time that reveals neither where the two differ nor how long the expected one is. An empty secret is nobody's: where the
 * operator has forgotten to set one, nothing is the same, and nobody is let in.
 */
export function isSameSecret(given: string, expected: string): boolean {
  if (expected === "") return false;
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
