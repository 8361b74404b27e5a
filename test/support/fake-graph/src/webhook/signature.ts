import { createHmac } from "node:crypto";

export interface Signature {
  /** 64 lower-case hex digits, sent as `X-Hub-Signature-256: sha256=...`. */
  sha256: string;
  /** 40 lower-case hex digits, sent as the older `X-Hub-Signature: sha1=...`. */
  sha1: string;
}

/**
 * Signs bytes the way Meta does. The SHA-256 form of an access token is also its `appsecret_proof`.
 *
 * @example
 * const headers = { "X-Hub-Signature-256": `sha256=${sign(appSecret, body).sha256}` };
 */
export function sign(secret: string, bytes: string | Uint8Array): Signature {
  return {
    sha256: createHmac("sha256", secret).update(bytes).digest("hex"),
    sha1: createHmac("sha1", secret).update(bytes).digest("hex"),
  };
}

/**
 * Serialises as Meta does before it signs: pure ASCII, `\u00e4` in lower-case hex, and `\/` for every slash.
 * A receiver that hashes its own `JSON.stringify` of the parsed body gets another signature.
 */
export function escapeUnicodeJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replaceAll(/[\u0080-\uffff]/g, toEscape);
}

function toEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
