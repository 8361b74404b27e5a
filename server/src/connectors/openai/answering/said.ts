import type { ConnectorHost, SaidEvent } from "#channel/host/connector-host.ts";
import type { LogEvent } from "#channel/log.ts";
import { isSpeech } from "#channel/event.ts";
import { wordsOf } from "#connectors/openai/render/render.ts";

/** Between two messages of one answer, which this interface has as one text. */
export const separator = "\n\n";

/** Events of a conversation that are looked at for what people of the team have said meanwhile. */
const lookedAt = 100;

/** Whether the event says something in answer to event `seq`. */
export function isSaidIn(event: LogEvent, seq: number): event is SaidEvent {
  return isSaid(event) && event.of === seq;
}

function isSaid(event: LogEvent): event is SaidEvent {
  return event.type === "message" || event.type === "message.final" || event.type === "message.update";
}

/** The words of several messages. Of one that was changed only the newest counts. */
export function joinSaid(said: readonly SaidEvent[]): string {
  const newest = new Map(said.map(({ messageId, message }) => [messageId, message]));
  return [...newest.values()]
    .map(wordsOf)
    .filter((words) => words !== "")
    .join(separator);
}

/**
 * What people of the team have said since the person spoke last, before event `seq`: nothing can be sent to this channel, so it goes with the
 * next answer.
 */
export async function saidByTeamBefore(
  { log }: Pick<ConnectorHost, "log">,
  conversationId: string,
  seq: number,
): Promise<string> {
  const before = await log.read(conversationId, Math.max(0, seq - 1 - lookedAt), Math.min(seq - 1, lookedAt));
  const last = before.findLastIndex((event) => event.type === "visitor" && isSpeech(event.content));
  const since = before.slice(last + 1).filter(isSaid);
  return joinSaid(since.filter(({ author }) => author.role === "agent"));
}
