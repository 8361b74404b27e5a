import { createHmac } from "node:crypto";
import { isHmacOf } from "#channel/kit/constant-time.ts";

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
  { sha256, sha1 }: SignatureHeaders,
  { secrets, allowSha1 }: SignatureRules,
): boolean {
  if (sha256 !== undefined) {
    const hex = /^sha256=([0-9a-f]{64})$/.exec(sha256)?.[1];
    return hex !== undefined && isHmacOf(bytes, Buffer.from(hex, "hex"), { algorithm: "sha256", secrets });
  }
  if (sha1 === undefined || !allowSha1) return false;
  const hex = /^sha1=([0-9a-f]{40})$/.exec(sha1)?.[1];
  return hex !== undefined && isHmacOf(bytes, Buffer.from(hex, "hex"), { algorithm: "sha1", secrets });
}

/** Proves to Meta that the caller, who has the access token, also knows the app's secret. */
export function appSecretProof(secret: string, accessToken: string): string {
  return createHmac("sha256", secret).update(accessToken).digest("hex");
}
