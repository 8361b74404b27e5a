import { RequestError } from "#app/errors.ts";
import type { Reply, ReplyOptions, SaidEvent } from "#channel/host/connector-host.ts";
import type { InboundEvent } from "#channel/event.ts";
import { readLog } from "#channel/kit/log-reader.ts";
import type { ConversationLog, Watcher } from "#channel/log.ts";
import type { Accept, Accepted } from "./inbox.ts";

export type ReplyParts = {
  accept: Accept;
  log: ConversationLog;
  watch: (conversationId: string, watcher: Watcher) => Disposable;
};

/**
 * Stores an event and waits for the bot's answer to it, for channels that answer in the response to the request. The answer
 * is read from the log, so a repeat of the request gets the same one, from whichever process answered.
 */
export async function replyTo(
  { accept, ...reading }: ReplyParts,
  event: InboundEvent,
  { deadlineMs, signal: gone }: ReplyOptions,
): Promise<Reply> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const accepted = await inTime(accept(event), deadline);
  const signal = gone === undefined ? deadline : AbortSignal.any([deadline, gone]);
  const said: SaidEvent[] = [];
  const reply = (complete: boolean): Reply => ({
    ...accepted,
    complete,
    said,
    messages: said.map(({ message }) => message),
  });
  for await (const entry of readLog(reading, event.conversationId, { after: accepted.seq, signal })) {
    if (entry.type === "turn.end" && entry.of === accepted.seq) return reply(true);
    if (
      (entry.type === "message" || entry.type === "message.final" || entry.type === "message.update") &&
      entry.of === accepted.seq
    )
      said.push(entry);
  }
  return reply(false);
}

/** The platform has stopped waiting by then, and must not be told that the event is stored: it may not be. */
async function inTime(accepting: Promise<Accepted>, deadline: AbortSignal): Promise<Accepted> {
  const late = Promise.withResolvers<never>();
  const giveUp = (): void =>
    late.reject(new RequestError("unavailable", "The event was not stored in time", { cause: deadline.reason }));
  deadline.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([accepting, late.promise]);
  } finally {
    deadline.removeEventListener("abort", giveUp);
  }
}
