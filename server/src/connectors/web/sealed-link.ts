import { createCipheriv, randomBytes } from "node:crypto";
import { type JWTPayload, jwtDecrypt } from "jose";

/**
 * What a link holds, encrypted and authenticated by one key: the compact form of RFC 7516, `dir` with A256GCM. `exp`: seconds since 1970. Here and
 * now, because a reader of the log makes one for each file on its page; jose's own is a promise.
 */
export function seal(claims: { readonly exp: number; readonly [name: string]: unknown }, key: Uint8Array): string {
  const header = Buffer.from(JSON.stringify({ alg: "dir", enc: "A256GCM" })).toString("base64url");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(header, "ascii"));
  const text = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final()]);
  return [header, "", ...[iv, text, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

/** @returns undefined: nobody with one of these keys has made it, or it is over. */
export async function openSealed(
  token: string,
  keys: readonly Uint8Array[],
  now: number,
): Promise<JWTPayload | undefined> {
  const options = {
    currentDate: new Date(now),
    keyManagementAlgorithms: ["dir"],
    contentEncryptionAlgorithms: ["A256GCM"],
  };
  for (const key of keys) {
    const opened = await jwtDecrypt(token, key, options).catch(() => undefined);
    if (opened !== undefined) return opened.payload;
  }
  return undefined;
}
