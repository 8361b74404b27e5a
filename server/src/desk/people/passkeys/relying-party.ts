import { isIP } from "node:net";

/** For whom passkeys are made: `id` is a host, and they are of use at `origin` alone. */
export type RelyingParty = { readonly id: string; readonly origin: string };

/**
 * By the address that people type. A passkey belongs to a name: browsers make none for an address of numbers (WebAuthn level 3, 5.1.3).
 *
 * @param publicUrl of the server.
 */
export function relyingPartyOf(publicUrl: string): RelyingParty | undefined {
  const { hostname, origin } = new URL(publicUrl);
  return isIP(hostname.replaceAll(/[[\]]/g, "")) === 0 ? { id: hostname, origin } : undefined;
}
