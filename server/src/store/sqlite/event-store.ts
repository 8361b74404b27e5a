import { RequestError, StaleLeaseError } from "#app/errors.ts";
import type { EventStore } from "#pipeline/inbox/inbox.ts";
import { toAmendInput, toEventInput } from "#store/event-input.ts";
import type { Writer } from "./writer.ts";

/** More than this many waiting operations, and new events are turned away: their senders keep them and come again. */
const maxWaiting = 10_000;
const retryAfterMs = 1_000;

export function createEventStore(writer: Writer): EventStore {
  return {
    append: async (event, now) => {
      if (writer.waiting >= maxWaiting)
        throw new RequestError("unavailable", "Too many messages are waiting to be stored", { retryAfterMs });
      const accepted = writer.run("appendEvent", { ...toEventInput(event), now });
      return await accepted.catch(turnAwayWhenReplaced);
    },
    amend: async (amendment) => await writer.run("amendEvent", toAmendInput(amendment)).catch(turnAwayWhenReplaced),
  };
}

/** The sender should come again, and will then reach the process that has taken over. */
function turnAwayWhenReplaced(error: unknown): never {
  if (error instanceof StaleLeaseError)
    throw new RequestError("unavailable", "This server has been replaced by another", { cause: error, retryAfterMs });
  throw error;
}
