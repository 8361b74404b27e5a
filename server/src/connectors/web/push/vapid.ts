import { createECDH, createHash } from "node:crypto";
import { importJWK, SignJWT } from "jose";

/** The key by which push services know this server (RFC 8292). A browser's subscription is good for one such key. */
export type VapidKey = {
  /** The point of the curve as base64url: what pages give to the browser. */
  publicKey: string;
  /** The header `Authorization` of a request to the push service at this origin. @param now milliseconds since 1970 */
  authorize(origin: string, subject: string, now: number): Promise<string>;
};

/** Push services take at most a day. */
const tokenSeconds = 12 * 60 * 60;

/** @param privateKey 32 bytes, as base64url. @throws Error when it is no key of the curve P-256. */
export function vapidKey(privateKey: string): VapidKey {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(Buffer.from(privateKey, "base64url"));
  const point = ecdh.getPublicKey();
  const publicKey = point.toString("base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const signing = importJWK({ kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "", d: privateKey }, "ES256");
  return {
    publicKey,
    async authorize(origin, subject, now) {
      const token = await new SignJWT({ sub: subject })
        .setProtectedHeader({ typ: "JWT", alg: "ES256" })
        .setAudience(origin)
        .setExpirationTime(Math.floor(now / 1000) + tokenSeconds)
        .sign(await signing);
      return `vapid t=${token}, k=${publicKey}`;
    },
  };
}

/** The key that follows from 32 bytes of the server's secret. Nearly all bytes are one; where they are not, their hash is. */
export function deriveVapidKey(secret: Uint8Array): VapidKey {
  try {
    return vapidKey(Buffer.from(secret).toString("base64url"));
  } catch {
    return deriveVapidKey(createHash("sha256").update(secret).digest());
  }
}
