import type { Address } from "#channel/address.ts";

/** The person stands in a column of their own; the rest of the address is JSON. */
export function writeAddress({ user: _, ...rest }: Address): string {
  return JSON.stringify(rest);
}

export function readAddress(user: string, rest: string): Address {
  return { user, ...(JSON.parse(rest) as Omit<Address, "user">) };
}
