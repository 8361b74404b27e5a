import { comesFromAddress } from "#channel/event.ts";
import type { LogBody } from "#channel/log.ts";
import { emptyState } from "#conversation/conversation.ts";
import type { EventStore } from "#pipeline/inbox/inbox.ts";
import { writeAddress } from "#store/address.ts";
import { contentHash } from "#store/content-hash.ts";
import type { Writer } from "./writer.ts";

export function createEventStore(writer: Writer): EventStore {
  return {
    append: (event) => {
      const { id: clientId, content, from } = event;
      const body: LogBody = { type: "visitor", clientId, content, ...(from === undefined ? {} : { from }) };
      const input = {
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
      };
      return writer.run("appendEvent", input, event.conversationId);
    },
  };
}
