import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Encrypts what may lie in a database or a browser, and is nobody's to read there. */
export type Sealing = {
  /** @param about what it belongs to: sealed for one thing it cannot be opened as another. */
  seal(text: string, about: string): string;
  /** @returns undefined for what no key has sealed for that. */
  open(sealed: string, about: string): string | undefined;
};

/** The purpose of the key. */
export const sealingPurpose = "channels of the desk";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM (NIST SP 800-38D) by keys of the server's secret.
 * @param keys of 32 bytes: the one of today, and those of before the secret was changed, which open and seal nothing.
 */
export function createSealing(key: Uint8Array, formerKeys: readonly Uint8Array[]): Sealing {
  return {
    seal(text, about) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(about));
      const sealed = [nonce, sealing.update(text, "utf8"), sealing.final(), sealing.getAuthTag()];
      return Buffer.concat(sealed).toString("base64url");
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < nonceBytes + tagBytes) return undefined;
      for (const each of [key, ...formerKeys]) {
        const text = unseal(bytes, each, about);
        if (text !== undefined) return text;
      }
      return undefined;
    },
  };
}

function unseal(bytes: Buffer, key: Uint8Array, about: string): string | undefined {
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = opening.update(bytes.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([text, opening.final()]).toString("utf8");
  } catch {
    // Node throws the same for every fault: the bytes are not what this key has sealed for that.
    return undefined;
  }
}
