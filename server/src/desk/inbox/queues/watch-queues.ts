import type { Logger } from "#app/logger.ts";
import { changeCase } from "#desk/inbox/case-changes.ts";
import type { CaseStore } from "#desk/inbox/case-store.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { readQueues } from "./kept-queues.ts";

export type QueueWatchParts = {
  cases: CaseStore;
  records: Pick<DeskRecords, "list">;
  changed: (conversationId: string) => void;
  now: () => number;
  logger: Logger;
};

const everyMs = 15_000;
const mostAtOnce = 1_000;

/** Lets conversations that have waited for too long in a queue go on to the next one. Several processes may do so at once. */
export function watchQueues(parts: QueueWatchParts): Disposable {
  const timer = setInterval(() => {
    void overflow(parts).catch((err: unknown) =>
      parts.logger.warn({ err }, "the queues of the desk were not looked at; they are with the next look"),
    );
  }, everyMs).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** @returns how many went on. */
export async function overflow({ cases, records, changed, now }: QueueWatchParts): Promise<number> {
  const queues = new Map((await readQueues(records)).map((queue) => [queue.id, queue]));
  if (![...queues.values()].some((queue) => queue.overflow !== undefined)) return 0;
  let count = 0;
  for (const waiting of await cases.waiting(mostAtOnce)) {
    const { overflow: next, overflowMinutes = 0 } = queues.get(waiting.queue ?? "") ?? {};
    const isLate = now() - (waiting.waitingSince ?? now()) >= overflowMinutes * 60_000;
    if (next === undefined || !queues.has(next) || !isLate) continue;
    let moved = false;
    await changeCase(
      cases,
      waiting.conversationId,
      (known) => {
        moved = known.state === "waiting" && known.queue === waiting.queue;
        // It has waited in this queue from now on, and for whoever looks since it began to.
        const { offer: _, ...rest } = known;
        return moved ? { ...rest, queue: next } : undefined;
      },
      now(),
    );
    if (!moved) continue;
    count += 1;
    changed(waiting.conversationId);
  }
  return count;
}
