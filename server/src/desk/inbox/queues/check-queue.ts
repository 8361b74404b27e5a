import type { Queue } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { isTimeZone } from "./open-hours.ts";

/**
 * Refuses a queue that could not work beside the others.
 * @throws RequestError that says what to do
 */
export function checkQueue(queue: Queue, others: readonly Queue[]): void {
  const { id, timeZone, overflow, overflowMinutes } = queue;
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw wrong("timeZone must be a name such as Europe/Paris");
  if ((overflow === undefined) !== (overflowMinutes === undefined))
    throw wrong("overflow and overflowMinutes go together");
  if (overflow === id) throw wrong("a queue cannot overflow into itself");
  if (overflow !== undefined && !others.some((other) => other.id === overflow))
    throw wrong("overflow must be the id of another queue");
  // Minutes count from when a conversation began to wait: in a circle it would be moved on for ever.
  if (leadsBack(queue, others)) throw wrong("these queues overflow in a circle; let one of them be the last");
}

function leadsBack({ id, overflow }: Queue, others: readonly Queue[]): boolean {
  const next = new Map(others.map((other) => [other.id, other.overflow]));
  const seen = new Set<string>();
  for (let at = overflow; at !== undefined && !seen.has(at); at = next.get(at)) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}

function wrong(detail: string): RequestError {
  return new RequestError("invalid_request", detail);
}
