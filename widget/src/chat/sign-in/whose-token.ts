/**
 * Keeps apart on this device what belongs to different people: the same for all tokens of one person, another for each other
 * person. Nothing is proved by it; that is the server's part.
 */
export async function whoseToken(token: string): Promise<string> {
  const name = JSON.stringify(readClaims(token) ?? token);
  // Only pages of secure origins have it. On the others whoever listens has the token itself.
  const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
  const digest = await subtle?.digest("SHA-256", new TextEncoder().encode(name));
  if (digest === undefined) return name;
  return Array.from(new Uint8Array(digest, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Undefined for what names nobody that could be told from others. */
function readClaims(token: string): unknown[] | undefined {
  try {
    const [, payload = ""] = token.split(".");
    const text = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const { sub, iss, tid, oid } = JSON.parse(text) as Record<string, unknown>;
    if (oid !== undefined && tid !== undefined) return [tid, oid];
    return sub === undefined ? undefined : [iss, sub];
  } catch {
    return undefined;
  }
}
