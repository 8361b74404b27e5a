import { createHmac } from "node:crypto";
import { isSameSecret } from "#channel/kit/constant-time.ts";

/** What became of a wish to be deleted. `pages`: on how many pages the person was known. */
export type Deletion = { at: number; pages: number };

/**
 * The code that the person gets. It says itself what was done, signed, so that the server need not keep anything of somebody
 * who wants nothing kept.
 */
export function writeConfirmation({ at, pages }: Deletion, key: Uint8Array): string {
  const body = `${Math.floor(at / 1000).toString(36)}-${pages.toString(36)}`;
  return `${body}-${sealOf(body, key)}`;
}

/** @returns undefined for a code that this server did not give. */
export function readConfirmation(code: string, keys: readonly Uint8Array[]): Deletion | undefined {
  const match = /^(([0-9a-z]{1,9})-([0-9a-z]{1,4}))-([0-9a-f]{24})$/.exec(code);
  if (match === null) return undefined;
  const [, body = "", seconds = "", pages = "", seal = ""] = match;
  if (!keys.some((key) => isSameSecret(seal, sealOf(body, key)))) return undefined;
  return { at: Number.parseInt(seconds, 36) * 1000, pages: Number.parseInt(pages, 36) };
}

function sealOf(body: string, key: Uint8Array): string {
  return createHmac("sha256", key).update(`deletion ${body}`).digest("hex").slice(0, 24);
}
