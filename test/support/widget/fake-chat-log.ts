import { type ClientMessage, formatCursor, type LogEvent, type SendResult, type Snapshot } from "@causerie/protocol";

/** An event before the log has given it a `seq` and a time. */
export type LogBody = LogEvent extends infer Event
  ? Event extends LogEvent
    ? Omit<Event, "seq" | "at">
    : never
  : never;

/** One conversation of the fake chat server. It notifies its readers of each new event. */
export type FakeChatLog = {
  readonly id: string;
  epoch: string;
  events: LogEvent[];
  pending: boolean;
  accept(message: ClientMessage): SendResult;
  append(...bodies: LogBody[]): void;
  snapshot(count: number): Snapshot;
  page(events: LogEvent[]): { events: LogEvent[]; cursor: string };
  /** @returns a function that ends the subscription. */
  watch(grown: () => void): () => void;
};

export function createFakeChatLog(id: string): FakeChatLog {
  const watchers = new Set<() => void>();
  const cursor = (seq: number): string => formatCursor({ epoch: log.epoch, seq });
  const log: FakeChatLog = {
    id,
    epoch: "e1",
    events: [],
    pending: false,
    accept({ clientId, content }) {
      const known = log.events.find((event) => event.type === "visitor" && event.clientId === clientId);
      if (known !== undefined) return { seq: known.seq, duplicate: true };
      log.append({ type: "visitor", clientId, content });
      return { seq: log.events.length, duplicate: false };
    },
    append(...bodies) {
      for (const body of bodies) {
        const seq = log.events.length + 1;
        log.events.push({ ...body, seq, at: 1_000_000 + seq });
      }
      for (const grown of watchers) grown();
    },
    snapshot(count) {
      const events = log.events.slice(-count);
      return { conversationId: id, events, cursor: cursor(log.events.length), oldestSeq: 1, pending: log.pending };
    },
    page: (events) => ({ events, cursor: cursor(events.at(-1)?.seq ?? log.events.length) }),
    watch(grown) {
      watchers.add(grown);
      return () => void watchers.delete(grown);
    },
  };
  return log;
}
