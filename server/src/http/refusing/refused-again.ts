import type { Problem } from "@causerie/protocol";
import type { Logger } from "#app/logger.ts";
import type { RequestFacts } from "#http/connections/request-facts.ts";
import { logSummed } from "./summed-log.ts";

/** What one connection is refused before it is closed. A widget that renews its token is refused once. */
const mostRefusals = 100;

const refusals = new WeakMap<object, number>();

/**
 * Counts what is refused to one connection: a peer that goes on all the same costs the server its work again and again. A
 * failure of our own and a server that cannot just now count for nothing.
 * @returns whether the connection is to be closed after this answer. The log says so once a minute.
 */
export function isRefusedTooOften(connection: object, { code }: Problem, logger: Logger, asked: RequestFacts): boolean {
  if (code === "internal" || code === "unavailable") return false;
  const count = (refusals.get(connection) ?? 0) + 1;
  refusals.set(connection, count);
  if (count === mostRefusals)
    logSummed(logger, "info", { code, ...asked.kind }, asked.one, "a connection was refused too often, and is closed");
  return count >= mostRefusals;
}

/** The peer has asked for something that it got. */
export function forgetRefusals(connection: object): void {
  refusals.delete(connection);
}
