import { createHash } from "node:crypto";

/**
 * The id of a visitor on a connector. What is stored and logged is made of the secret, and does not give it away.
 * @param secret who knows it is this visitor: the page's `userId`, or what the cookie holds.
 */
export function visitorIdOf(connectorId: string, secret: string): string {
  const digest = createHash("sha256").update(JSON.stringify(["tock", connectorId, secret]));
  return `v_${digest.digest("base64url")}`;
}
