import type { InboundEvent } from "@causerie/server/channel/event.ts";
import type { ConversationLog, LogBody, LogEvent } from "@causerie/server/channel/log.ts";
import { RequestError } from "@causerie/server/app/errors.ts";
import type { Signals } from "@causerie/server/pipeline/signals/signals.ts";

type Conversation = { events: LogEvent[]; oldestSeq: number; pending: boolean };

/** The log that connectors are tested with: the rules of the real one, without a disk. */
export type MemoryLog = ConversationLog & {
  epoch: string;
  /** How many events readers have been given, to see what is read ahead. */
  given: number;
  accept(event: InboundEvent): Promise<{ seq: number; duplicate: boolean }>;
  /** What the bot says: added to the log, then readers are woken. */
  append(conversationId: string, ...bodies: LogBody[]): LogEvent[];
  /** Retention: events before `oldestSeq` are gone. */
  cut(conversationId: string, oldestSeq: number): void;
  /** Conversations that hold at least one event. */
  size(): number;
};

export function createMemoryLog(signals: Pick<Signals, "publish">): MemoryLog {
  const conversations = new Map<string, Conversation>();

  function of(id: string): Conversation {
    return conversations.get(id) ?? { events: [], oldestSeq: 1, pending: false };
  }

  const log: MemoryLog = {
    epoch: "e1",
    given: 0,
    async read(id, after, limit) {
      const { events, oldestSeq } = of(id);
      const found = events.filter(({ seq }) => seq > after && seq >= oldestSeq).slice(0, limit);
      log.given += found.length;
      return found;
    },
    async tail(id, limit) {
      const { events, oldestSeq } = of(id);
      return events.filter(({ seq }) => seq >= oldestSeq).slice(-limit);
    },
    async position(id) {
      const { events, oldestSeq, pending } = of(id);
      return { epoch: log.epoch, lastSeq: events.length, oldestSeq, pending };
    },
    async accept(event) {
      const known = of(event.conversationId).events.find((e) => e.type === "visitor" && e.clientId === event.id);
      if (known === undefined) {
        const body: LogBody = { type: "visitor", clientId: event.id, content: event.content };
        const [added] = log.append(event.conversationId, body);
        return { seq: added?.seq ?? 0, duplicate: false };
      }
      if (known.type === "visitor" && JSON.stringify(known.content) !== JSON.stringify(event.content)) {
        throw new RequestError("client_id_reused", "make a new clientId for each message");
      }
      return { seq: known.seq, duplicate: true };
    },
    append(id, ...bodies) {
      const conversation = of(id);
      conversations.set(id, conversation);
      const first = conversation.events.length + 1;
      const added = bodies.map((body, index): LogEvent => ({ seq: first + index, at: 1_000 + first + index, ...body }));
      conversation.events.push(...added);
      signals.publish(id, { type: "log" });
      return added;
    },
    cut(id, oldestSeq) {
      of(id).oldestSeq = oldestSeq;
    },
    size: () => conversations.size,
  };
  return log;
}
