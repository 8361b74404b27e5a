import type { EventContent, InboundEvent } from "#channel/event.ts";

/** Where inbound events become durable. */
export interface EventStore {
  /**
   * In one transaction: makes the conversation if it is new, gives the event its seq, and queues a turn for it.
   * A repeat (same conversation and event id) changes nothing and answers with the first one's seq.
   * @throws RequestError `client_id_reused` when the id was used for other content.
   */
  append(event: InboundEvent, now: number): Promise<Accepted>;
  /**
   * Replaces what an event of the log says, under the same seq: a file was fetched, or the person took the message back. What
   * was taken back (`deleted`) stays so, and what came too late for it is named in `files`. A repeat of the event is still known by what it said first.
   * @returns undefined: there is no such event.
   */
  amend(amendment: Amendment): Promise<Amended | undefined>;
}

/** `eventId`: the id under which the event was accepted. */
export type Amendment = { connectorId: string; conversationId: string; eventId: string; content: EventContent };

/** `files`: those that no event names any more. */
export type Amended = { files: string[] };

export type Accepted = { seq: number; duplicate: boolean };

/** Stores an event and promises that it will be handled. Only when this resolves may a channel be told so. */
export type Accept = (event: InboundEvent) => Promise<Accepted>;

export function createAccept(
  store: EventStore,
  accepted: (event: InboundEvent, seq: number) => void,
  now: () => number,
): Accept {
  return async (event) => {
    const result = await store.append(event, now());
    if (!result.duplicate) accepted(event, result.seq);
    return result;
  };
}
