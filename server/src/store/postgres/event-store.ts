import type { Amended, EventStore } from "#pipeline/inbox/inbox.ts";
import { toAmendInput, toEventInput } from "#store/event-input.ts";
import type { Pools } from "./connection/pools.ts";
import type { Writer } from "./writer.ts";

export function createEventStore(writer: Writer, pools: Pick<Pools, "write">): EventStore {
  return {
    append: (event) => writer.run("appendEvent", toEventInput(event), event.conversationId),
    // Rare, and by itself: it holds off whoever names a file.
    amend: async (amendment) => {
      const { connectorId, conversation, key, content } = toAmendInput(amendment);
      const sql = "SELECT amend_event($1, $2, $3, $4) AS amended";
      const [row] = await pools.write(sql, [connectorId, conversation, key, content]);
      return (row?.["amended"] as Amended | null | undefined) ?? undefined;
    },
  };
}
