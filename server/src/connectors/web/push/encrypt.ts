import { createCipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from "node:crypto";

/** What only the browser can read: its public key, and the secret that it shares with nobody else. */
export type BrowserKeys = { p256dh: string; auth: string };

const recordSize = 4096;
/** A record has 16 bytes for its tag and one that says that it is the last. */
export const mostPayloadBytes = recordSize - 86 - 17;

/**
 * Encrypts a message for a browser as RFC 8291 says, in one record of RFC 8188 (`Content-Encoding: aes128gcm`): its push service carries
 * it and cannot read it.
 * @param own the sender's key and the salt, each used once. Given only to compare with the example of the RFC.
 * @throws Error when the browser's key is no point of the curve P-256, or the payload has more than {@link mostPayloadBytes}.
 */
export function encryptForBrowser(payload: Uint8Array, { p256dh, auth }: BrowserKeys, own = newKeys()): Buffer {
  if (payload.length > mostPayloadBytes) throw new Error(`a push holds ${mostPayloadBytes} bytes`);
  const theirs = Buffer.from(p256dh, "base64url");
  const ours = own.ecdh.getPublicKey();
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), theirs, ours]);
  const secret = hkdf(own.ecdh.computeSecret(theirs), Buffer.from(auth, "base64url"), info, 32);
  const key = hkdf(secret, own.salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = hkdf(secret, own.salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  const size = Buffer.alloc(5);
  size.writeUInt32BE(recordSize);
  size.writeUInt8(ours.length, 4);
  // 2: there is no other record, and no padding.
  const record = [cipher.update(payload), cipher.update(Uint8Array.of(2)), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([own.salt, size, ours, ...record]);
}

function newKeys(): { ecdh: ECDH; salt: Buffer } {
  const ecdh = createECDH("prime256v1");
  ecdh.generateKeys();
  return { ecdh, salt: randomBytes(16) };
}

function hkdf(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, info, bytes));
}
