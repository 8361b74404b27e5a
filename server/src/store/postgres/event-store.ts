import type { EventStore } from "#pipeline/inbox/inbox.ts";
import { toEventInput } from "#store/event-input.ts";
import type { Writer } from "./writer.ts";

export function createEventStore(writer: Writer): EventStore {
  return { append: (event) => writer.run("appendEvent", toEventInput(event), event.conversationId) };
}
