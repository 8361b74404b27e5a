import type { ConversationLog, LogEvent } from "#channel/log.ts";
import { toPlainText } from "#channel/plain-text.ts";
import type { Lease } from "#conversation/turns.ts";

export type HistoryEntry = { role: "user" | "bot" | "agent"; text: string };

const longestHistory = 200;

/** Events of the log that are read for each entry: many, such as the end of a turn, hold no words. */
const eventsPerEntry = 4;

/**
 * The newest `limit` messages of both sides before an event is answered, at most 200, oldest first. Answers to earlier
 * events may come after the event in the log, so they count, too. Later events of the person do not.
 */
export async function historyBefore(
  log: Pick<ConversationLog, "tail">,
  { conversation, seq }: Pick<Lease, "conversation" | "seq">,
  limit: number,
): Promise<HistoryEntry[]> {
  const count = Math.min(Math.max(Math.trunc(limit) || 0, 0), longestHistory);
  if (count === 0) return [];
  const events = await log.tail(conversation.id, count * eventsPerEntry);
  const own = `${conversation.id}/${seq}.`;
  return events
    .filter((event) => ("messageId" in event ? !event.messageId.startsWith(own) : event.seq < seq))
    .flatMap(toHistory)
    .slice(-count);
}

function toHistory(event: LogEvent): HistoryEntry[] {
  switch (event.type) {
    case "visitor": {
      const { content } = event;
      if (content.type === "text") return [{ role: "user", text: content.text }];
      if (content.type === "attachment" && content.text !== undefined) return [{ role: "user", text: content.text }];
      return content.type === "postback" ? [{ role: "user", text: content.label }] : [];
    }
    case "message":
    case "message.final": {
      const text = toPlainText(event.message);
      const { role } = event.author;
      return text === "" || role === "system" ? [] : [{ role, text }];
    }
    case "message.start":
    case "turn.end":
      return [];
  }
}
