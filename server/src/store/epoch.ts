import { randomBytes } from "node:crypto";

/** A name for a log that no other log has; it is part of every cursor, so it has no dot. */
export function newEpoch(): string {
  return randomBytes(9).toString("base64url");
}
