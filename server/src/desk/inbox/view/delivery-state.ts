import type { DeskEntry } from "@causerie/protocol/desk";
import type { LogEvent } from "#channel/log.ts";

export type DeliveryState = NonNullable<DeskEntry["delivery"]>;

/** What became of deliveries, by id: as the outbox says. One that is not known is not in the answer. */
export type DeliveryStates = (
  ids: readonly string[],
) => Promise<ReadonlyMap<string, { type: "waiting" | "sent" | "failed"; receipt?: "delivered" | "read" }>>;

/** Of each message that was handed to a channel: where its first part is. Where people read the log themselves there is none. */
export async function deliveriesOf(
  events: readonly LogEvent[],
  statesOf: DeliveryStates,
): Promise<ReadonlyMap<string, DeliveryState>> {
  const ids = events.flatMap((event) =>
    event.type === "message" || event.type === "message.final" ? [event.messageId] : [],
  );
  if (ids.length === 0) return new Map();
  const states = await statesOf(ids.map((id) => `${id}.0`));
  return new Map(
    ids.flatMap((id) => {
      const state = states.get(`${id}.0`);
      return state === undefined ? [] : [[id, state.type === "sent" ? (state.receipt ?? "sent") : state.type]];
    }),
  );
}
