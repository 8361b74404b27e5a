import type { ConversationLog, LogEvent } from "#channel/log.ts";
import { toPlainText } from "#channel/plain-text.ts";
import type { Lease } from "#conversation/turns.ts";

export type Said = { role: "user" | "bot" | "agent"; text: string };

const most = 200;

/** Entries of the log looked at for each thing that was said: most are none, such as the end of a turn. */
const entriesPerWord = 4;

/**
 * The newest `limit` things that were said before an event is answered, at most 200, oldest first. The answers to earlier
 * events may stand after it in the log; what comes after it has not been answered yet.
 */
export async function historyBefore(
  log: Pick<ConversationLog, "tail">,
  { conversation, seq }: Pick<Lease, "conversation" | "seq">,
  limit: number,
): Promise<Said[]> {
  const count = Math.min(Math.max(Math.trunc(limit) || 0, 0), most);
  if (count === 0) return [];
  const events = await log.tail(conversation.id, count * entriesPerWord);
  const own = `${conversation.id}/${seq}.`;
  return events
    .filter((event) => ("messageId" in event ? !event.messageId.startsWith(own) : event.seq < seq))
    .flatMap(toSaid)
    .slice(-count);
}

function toSaid(event: LogEvent): Said[] {
  switch (event.type) {
    case "visitor": {
      const { content } = event;
      if (content.type === "text") return [{ role: "user", text: content.text }];
      return content.type === "postback" ? [{ role: "user", text: content.label }] : [];
    }
    case "message":
    case "message.final": {
      const text = toPlainText(event.message);
      return text === "" ? [] : [{ role: event.author.role, text }];
    }
    case "message.start":
    case "turn.end":
      return [];
  }
}
