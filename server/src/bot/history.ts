import type { ConversationLog, LogEvent } from "#channel/log.ts";
import { toPlainText } from "#channel/plain-text.ts";

export type Said = { role: "user" | "bot" | "agent"; text: string };

/** Entries of the log looked at for each thing that was said: most are none, such as the end of a turn. */
const entriesPerWord = 4;

/** The newest `limit` things that were said before an event, oldest first. */
export async function historyBefore(
  log: Pick<ConversationLog, "read">,
  conversationId: string,
  seq: number,
  limit: number,
): Promise<Said[]> {
  if (limit <= 0) return [];
  const span = limit * entriesPerWord;
  const events = await log.read(conversationId, Math.max(0, seq - 1 - span), span);
  return events
    .filter((event) => event.seq < seq)
    .flatMap(toSaid)
    .slice(-limit);
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
