import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Member } from "./person-links.ts";

/** What a ref says to this server. `issuer`: who asked for it. `target`: the connector that it leads to. */
export type RefClaims = {
  issuer: Member;
  target: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** Whoever opens it is asked before anything is joined. */
  asks: boolean;
};

/** `id`: the same for a ref wherever it is shown. */
export type OpenedRef = RefClaims & { id: string };

const prefix = "continue-";
const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
/** Behind the other claims: join at once. A ref without it asks, also one of an earlier version. */
const unasked = "unasked";
/** What may stand behind `m.me/<page>?ref=`: Meta takes 2,083 of these characters. */
const form = /^continue-[A-Za-z0-9_-]{40,1000}$/;

/** Whether it looks like one of ours, good or not. */
export function isRef(text: string): boolean {
  return text.startsWith(prefix);
}

/**
 * Encrypted and authenticated (AES-256-GCM, NIST SP 800-38D) with the server's own key: it passes through the address bars and
 * logs of others, who can neither read it nor make one.
 * @param key 32 bytes.
 */
export function sealRef({ issuer, target, expiresAt, asks }: RefClaims, key: Uint8Array): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce);
  const claims = JSON.stringify([issuer.connectorId, issuer.userId, target, expiresAt, ...(asks ? [] : [unasked])]);
  const sealed = Buffer.concat([nonce, sealing.update(claims, "utf8"), sealing.final(), sealing.getAuthTag()]);
  return `${prefix}${sealed.toString("base64url")}`;
}

/**
 * @param keys the one of today, and those of before the secret was changed.
 * @returns undefined for a text that no key has sealed, or in which a character is another one.
 */
export function openRef(text: string, keys: readonly Uint8Array[]): OpenedRef | undefined {
  if (!form.test(text)) return undefined;
  const sealed = Buffer.from(text.slice(prefix.length), "base64url");
  // Other last characters may stand for the same bytes; a ref has one form.
  if (`${prefix}${sealed.toString("base64url")}` !== text) return undefined;
  for (const key of keys) {
    const claims = unseal(sealed, key);
    if (claims === undefined) continue;
    const [connectorId, userId, target, expiresAt, how] = JSON.parse(claims) as [
      string,
      string,
      string,
      number,
      string?,
    ];
    return {
      issuer: { connectorId, userId },
      target,
      expiresAt,
      asks: how !== unasked,
      id: sealed.subarray(0, nonceBytes).toString("base64url"),
    };
  }
  return undefined;
}

function unseal(sealed: Buffer, key: Uint8Array): string | undefined {
  const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  opening.setAuthTag(sealed.subarray(-tagBytes));
  try {
    const claims = opening.update(sealed.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([claims, opening.final()]).toString("utf8");
  } catch {
    // Node throws the same for every fault: the bytes are not what this key has sealed.
    return undefined;
  }
}
