import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Encrypts what may lie in a database or a browser, and is nobody's to read there. */
export type Sealing = {
  /** @param about what it belongs to: sealed for one thing it cannot be opened as another. */
  seal(text: string, about: string): string;
  /** @returns undefined for what no key has sealed for that. */
  open(sealed: string, about: string): string | undefined;
  /** The same, sealed with the key of today. @returns undefined for what is so already, and for what no key opens. */
  renew(sealed: string, about: string): string | undefined;
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
  function seal(text: string, about: string): string {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(about));
    const sealed = [nonce, sealing.update(text, "utf8"), sealing.final(), sealing.getAuthTag()];
    return Buffer.concat(sealed).toString("base64url");
  }

  function openWith(keys: readonly Uint8Array[], sealed: string, about: string): string | undefined {
    const bytes = Buffer.from(sealed, "base64url");
    if (bytes.length < nonceBytes + tagBytes) return undefined;
    for (const each of keys) {
      const text = unseal(bytes, each, about);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  return {
    seal,
    open: (sealed, about) => openWith([key, ...formerKeys], sealed, about),
    renew(sealed, about) {
      const text = openWith(formerKeys, sealed, about);
      return text === undefined ? undefined : seal(text, about);
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
