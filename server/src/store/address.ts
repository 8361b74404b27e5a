import type { Address } from "#channel/address.ts";

/** The person stands in a column of their own; the rest of the address is JSON. */
export function writeAddress({ thread, scope, route }: Address): string {
  // JSON leaves out what is undefined.
  return JSON.stringify({ thread, scope, route });
}

export function readAddress(user: string, rest: string): Address {
  return { user, ...(JSON.parse(rest) as Omit<Address, "user">) };
}
