import { DeliveryError } from "#channel/delivery-error.ts";
import type { Logger } from "./logger.ts";

/** A connector threw where it must not, and nothing came of it. `what`: which part of it. */
export function reportDefect(logger: Logger, connector: string, what: string, error: unknown): void {
  const facts = { connector, what, err: error };
  // It has said that its channel failed, where that has no consequence.
  if (error instanceof DeliveryError) logger.debug(facts, "a channel failed; the server goes on without");
  else logger.error(facts, "a connector failed where it must not; the server goes on without");
}
