import type { EventContent } from "#channel/event.ts";
import type { LogEvent } from "#channel/log.ts";
import type { BotMessage } from "#channel/message/message.ts";

/** One event of a conversation, and the bot's answer to it. */
export type RecordedTurn = {
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  event: EventContent;
  messages: readonly BotMessage[];
  /** False: the answer was broken off, so a test would get more than the person did. */
  isWhole: boolean;
};

/**
 * Sorts a log into turns. Events may come faster than answers. Answers come in the order of their events, each up to its
 * `turn.end`. An event without a complete answer is left out, and so are messages of human agents.
 */
export function toTurns(events: readonly LogEvent[]): RecordedTurn[] {
  const turns: RecordedTurn[] = [];
  const asked = new Map<number, { at: number; event: EventContent }>();
  let messages: BotMessage[] = [];
  let isWhole = true;
  for (const each of events) {
    switch (each.type) {
      case "visitor":
        asked.set(each.seq, { at: each.at, event: each.content });
        break;
      case "message":
      case "message.update":
      case "message.final":
        if (each.author.role === "bot") messages.push(each.message);
        if (each.type === "message.final" && each.stopped === true) isWhole = false;
        break;
      case "message.start":
        break;
      case "turn.end": {
        const event = asked.get(each.of);
        if (event !== undefined) turns.push({ seq: each.of, ...event, messages, isWhole });
        messages = [];
        isWhole = true;
        break;
      }
    }
  }
  return turns;
}
