import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * How files and large answers are encrypted between devices, Apple's servers and us ("Encrypting an Attachment"): AES-256-CTR with a counter that
 * begins at zero. That is safe only because each key is used once.
 * @module
 */
const cipher = "aes-256-ctr";
const zero = Buffer.alloc(16);

/** `key`: as it travels, hex with the prefix 00. */
export type Encrypted = { readonly key: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** Encrypts with a key of its own. */
export function encrypt(plain: Uint8Array): Encrypted {
  const key = randomBytes(32);
  const encrypting = createCipheriv(cipher, key, zero);
  const bytes = Buffer.concat([encrypting.update(plain), encrypting.final()]);
  return { key: `00${key.toString("hex")}`, bytes: new Uint8Array(bytes) };
}

/** The key behind its prefix. Undefined: it is none. */
export function readKey(text: string | undefined): Buffer | undefined {
  const [, hex] = /^00([0-9a-f]{64})$/i.exec(text ?? "") ?? [];
  return hex === undefined ? undefined : Buffer.from(hex, "hex");
}

/** Decrypts as the pieces come. Whether they are the right ones nothing in them says. */
export async function* decrypt(key: Buffer, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const decrypting = createDecipheriv(cipher, key, zero);
  for await (const piece of pieces) yield decrypting.update(piece);
  const rest = decrypting.final();
  if (rest.length > 0) yield rest;
}
