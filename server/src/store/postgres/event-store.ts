import type { LogBody } from "#channel/log.ts";
import type { Amended, EventStore } from "#pipeline/inbox/inbox.ts";
import { type AmendInput, toAmendInput, toEventInput } from "#store/event-input.ts";
import type { Pools } from "./connection/pools.ts";
import type { Writer } from "./writer.ts";

/** Each time somebody else has amended the same event meanwhile. */
const mostTries = 20;

export function createEventStore(writer: Writer, pools: Pick<Pools, "read" | "write">): EventStore {
  /**
   * What an event says is replaced here, because the database takes no JSON apart that has a NUL in it. It compares whether the
   * event is still what was read.
   */
  async function tryToAmend({ connectorId, conversation, key, content }: AmendInput): Promise<Outcome> {
    const [event] = await pools.read<{ body: string }>(selectBody, connectorId, conversation, key);
    if (event === undefined) return null;
    const before = JSON.parse(event.body) as Extract<LogBody, { type: "visitor" }>;
    const body =
      before.content.type === "deleted" ? null : JSON.stringify({ ...before, content: JSON.parse(content) as unknown });
    const sql = "SELECT replace_event($1, $2, $3, $4, $5, $6) AS amended";
    const [row] = await pools.write(sql, [connectorId, conversation, key, event.body, body, content]);
    return (row?.["amended"] as Outcome | undefined) ?? null;
  }

  return {
    append: (event) => writer.run("appendEvent", toEventInput(event), event.conversationId),
    // Rare, and by itself: it holds off whoever names a file.
    amend: async (amendment) => {
      const input = toAmendInput(amendment);
      for (let tries = 0; tries < mostTries; tries += 1) {
        const outcome = await tryToAmend(input);
        if (outcome !== "changed") return outcome ?? undefined;
      }
      throw new Error("an event could not be amended: it changes all the time");
    },
  };
}

/** Null: there is no such event. */
type Outcome = Amended | "changed" | null;

const selectBody = `
  SELECT e.body FROM event e JOIN conversation c ON c.id = e.conversation
  WHERE c.connector_id = $1 AND c.id = $2 AND e.key = $3`;
