import { createHash, randomBytes } from "node:crypto";

/** 256 random bits: nobody guesses one, so a fast hash is enough to keep it by. @param prefix tells people and scanners what it is. */
export function newToken(prefix = ""): { token: string; hash: string } {
  const token = prefix + randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}

/** Under which a token is kept: who reads the database cannot sign in with it. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Names a record to people and programs. It says and allows nothing. */
export function newId(): string {
  return randomBytes(12).toString("base64url");
}
