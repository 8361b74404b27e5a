import { isSpeech } from "#channel/event.ts";
import type { ConversationLog, LogEvent } from "#channel/log.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { toPlainText } from "#channel/message/plain-text.ts";
import type { Lease } from "#conversation/turns.ts";

export type HistoryEntry = { role: "user" | "bot" | "agent"; text: string };

/** `at`: when it was said, in milliseconds since 1970. `receipt`: what the channel reports of a message of the bot, where it does. */
export type ReceivedEntry = HistoryEntry & { at: number; receipt?: "delivered" | "read" };

const longestHistory = 200;

/** Events of the log that are read for each entry: many, such as the end of a turn, hold no words. */
const eventsPerEntry = 4;

/**
 * The newest `limit` messages of both sides before an event is answered, at most 200, oldest first. Answers to earlier
 * events may come after the event in the log, so they count, too. Events of the person that still wait do not.
 */
export async function historyBefore(
  log: Pick<ConversationLog, "tail">,
  { conversation, seq }: Pick<Lease, "conversation" | "seq">,
  limit: number,
): Promise<HistoryEntry[]> {
  return (await entriesBefore(log, { conversation, seq }, limit)).map(({ entry }) => entry);
}

/** The same with what the channel reports of the messages. */
export async function historyWithReceipts(
  { log, deliveryStates }: { log: Pick<ConversationLog, "tail">; deliveryStates: DeliveryStates },
  lease: Pick<Lease, "conversation" | "seq">,
  limit: number,
): Promise<ReceivedEntry[]> {
  const entries = await entriesBefore(log, lease, limit);
  const ids = entries.flatMap(({ messageId }) => (messageId === undefined ? [] : [firstPart(messageId)]));
  const states = ids.length === 0 ? new Map<string, never>() : await deliveryStates(ids);
  return entries.map(({ entry, at, messageId }) => {
    const state = messageId === undefined ? undefined : states.get(firstPart(messageId));
    const receipt = state?.type === "sent" && state.receipt !== undefined ? { receipt: state.receipt } : {};
    return { ...entry, at, ...receipt };
  });
}

/** What became of deliveries, by id. */
export type DeliveryStates = (
  ids: readonly string[],
) => Promise<ReadonlyMap<string, { type: string; receipt?: "delivered" | "read" }>>;

/** A message is delivered in one or several parts. */
function firstPart(messageId: string): string {
  return `${messageId}.0`;
}

type Entry = { entry: HistoryEntry; at: number; messageId?: string };

async function entriesBefore(
  log: Pick<ConversationLog, "tail">,
  { conversation, seq }: Pick<Lease, "conversation" | "seq">,
  limit: number,
): Promise<Entry[]> {
  const count = Math.min(Math.max(Math.trunc(limit) || 0, 0), longestHistory);
  if (count === 0) return [];
  const events = await log.tail(conversation.id, count * eventsPerEntry);
  const own = `${conversation.id}/${seq}.`;
  const answered = new Set(events.flatMap((event) => (event.type === "turn.end" ? [event.of] : [])));
  const updates = new Map(
    events.flatMap((event) => (event.type === "message.update" && event.of !== seq ? [[event.messageId, event]] : [])),
  );
  return withoutReplaced(events)
    .filter((event) => ("messageId" in event ? !event.messageId.startsWith(own) : answered.has(event.seq)))
    .flatMap((event) => toHistory("message" in event ? { ...event, message: newest(event, updates) } : event))
    .slice(-count);
}

/** What stands in the thread now, where a message was updated. */
function newest(
  { messageId, message }: { messageId: string; message: BotMessage },
  updates: ReadonlyMap<string, { message: BotMessage }>,
): BotMessage {
  return updates.get(messageId)?.message ?? message;
}

/** Without what the person has said anew, and the answers to it. Only their last message can be replaced. */
function withoutReplaced(events: readonly LogEvent[]): LogEvent[] {
  const kept: LogEvent[] = [];
  for (const event of events) {
    if (event.type === "visitor" && isSpeech(event.content)) {
      const { content } = event;
      const last = kept.findLastIndex((one) => one.type === "visitor" && isSpeech(one.content));
      const before = kept[last];
      if ("replaces" in content && before?.type === "visitor" && before.clientId === content.replaces)
        kept.splice(last);
    }
    kept.push(event);
  }
  return kept;
}

function toHistory(event: LogEvent): Entry[] {
  switch (event.type) {
    case "visitor": {
      const { content } = event;
      const said = content.type === "postback" ? content.label : "text" in content ? content.text : undefined;
      if (said === undefined || said === "" || content.type === "edited") return [];
      const isAgents = content.type === "overheard" && content.by === "agent";
      return [{ entry: { role: isAgents ? "agent" : "user", text: said }, at: event.at }];
    }
    case "message":
    case "message.final": {
      const text = toPlainText(event.message);
      const { role } = event.author;
      return text === "" || role === "system"
        ? []
        : [{ entry: { role, text }, at: event.at, messageId: event.messageId }];
    }
    case "message.start":
    case "message.update":
    case "turn.end":
      return [];
  }
}
