import { comesFromAddress } from "#channel/event.ts";
import { emptyState } from "#conversation/conversation.ts";
import { RequestError, StaleLeaseError } from "#app/errors.ts";
import type { EventStore } from "#pipeline/inbox/inbox.ts";
import type { LogBody } from "#channel/log.ts";
import { contentHash } from "#store/content-hash.ts";
import { writeAddress } from "#store/address.ts";
import type { Writer } from "./writer.ts";

/** More than this many waiting operations, and new events are turned away: their senders keep them and come again. */
const maxWaiting = 10_000;
const retryAfterMs = 1_000;

export function createEventStore(writer: Writer): EventStore {
  return {
    append: async (event, now) => {
      if (writer.waiting >= maxWaiting)
        throw new RequestError("unavailable", "Too many messages are waiting to be stored", { retryAfterMs });
      const { id: clientId, content, from } = event;
      const body: LogBody = { type: "visitor", clientId, content, ...(from === undefined ? {} : { from }) };
      const accepted = writer.run("appendEvent", {
        conversation: event.conversationId,
        connectorId: event.connectorId,
        userId: event.address.user,
        address: writeAddress(event.address),
        movesAddress: comesFromAddress(event.content),
        personId: event.from?.id ?? event.address.user,
        aliases: event.from?.aliases ?? [],
        previousUserId: event.content.type === "identity_change" ? event.content.previous : null,
        key: `in:${event.id}`,
        body: JSON.stringify(body),
        bodyHash: contentHash(event.content),
        actedAt: event.at,
        locale: event.locale ?? null,
        newState: JSON.stringify(emptyState),
        now,
      });
      return await accepted.catch(turnAwayWhenReplaced);
    },
  };
}

/** The sender should come again, and will then reach the process that has taken over. */
function turnAwayWhenReplaced(error: unknown): never {
  if (error instanceof StaleLeaseError)
    throw new RequestError("unavailable", "This server has been replaced by another", { cause: error, retryAfterMs });
  throw error;
}
