import type { Request } from "express";
import { toAddressBlock } from "#http/connections/client-address.ts";

/** Under which the address of a request is counted. */
export function addressOf({ ip = "" }: Request): string {
  return toAddressBlock(ip);
}
