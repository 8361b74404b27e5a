import type { Reply, ReplyOptions } from "#channel/connector-host.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { ConversationLog, Watcher } from "#channel/log.ts";
import type { BotMessage } from "#channel/message.ts";
import type { Accept } from "./inbox.ts";

export type ReplyParts = {
  accept: Accept;
  log: ConversationLog;
  watch: (conversationId: string, watcher: Watcher) => Disposable;
};

const pageSize = 200;

/**
 * Stores an event and waits for the bot's answer to it, for channels that answer in the response to the request. The answer
 * is read from the log, so a repeat of the request gets the same one, from whichever process answered.
 */
export async function replyTo(
  { accept, log, watch }: ReplyParts,
  event: InboundEvent,
  { deadlineMs, signal }: ReplyOptions,
): Promise<Reply> {
  const { conversationId } = event;
  const deadline = AbortSignal.any([AbortSignal.timeout(deadlineMs), ...(signal === undefined ? [] : [signal])]);
  let grown = Promise.withResolvers<void>();
  // Before the first look at the log: what is added after that look wakes us.
  using _watch = watch(conversationId, { wake: () => grown.resolve(), frame: () => undefined });
  const giveUp = (): void => grown.resolve();
  deadline.addEventListener("abort", giveUp, { once: true });
  try {
    const accepted = await accept(event);
    const messages: BotMessage[] = [];
    let after = accepted.seq;
    for (;;) {
      grown = Promise.withResolvers<void>();
      const page = await log.read(conversationId, after, pageSize);
      for (const entry of page) {
        after = entry.seq;
        if (entry.type === "turn.end" && entry.of === accepted.seq) return { ...accepted, complete: true, messages };
        if ((entry.type === "message" || entry.type === "message.final") && entry.of === accepted.seq)
          messages.push(entry.message);
      }
      if (page.length === pageSize) continue;
      if (deadline.aborted) return { ...accepted, complete: false, messages };
      await grown.promise;
    }
  } finally {
    deadline.removeEventListener("abort", giveUp);
  }
}
