import { isIP } from "node:net";
import { isPrivateAddress } from "#channel/kit/private-address.ts";

/**
 * Whether it is the address of a platform's server that the operator runs: https, or http in an own network, where its token does not leave it.
 * Without a slash at its end, a query or a password.
 */
export function isServerUrl(value: string): boolean {
  if (!URL.canParse(value) || value.endsWith("/")) return false;
  const { protocol, hostname, search, hash, username } = new URL(value);
  const isSafe = protocol === "https:" || (protocol === "http:" && isInside(hostname));
  return isSafe && username === "" && search === "" && hash === "";
}

/** A name without a dot, as containers have, one that is given out in own networks only, or a number there. */
export function isInside(hostname: string): boolean {
  const number = hostname.replaceAll(/[[\]]/g, "");
  if (isIP(number) !== 0) return isPrivateAddress(number);
  return !hostname.includes(".") || /\.(?:internal|local|localhost)$/.test(hostname);
}
