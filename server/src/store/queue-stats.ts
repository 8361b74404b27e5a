import type { StoreStats, WaitingDeliveries } from "./store.ts";

export type QueueRow = { unanswered: number; oldestUnansweredMs: number | null; deadLetters: number };

/** From what the statements of a database count. An age is not below 0 where a clock went back. */
export function toStats(row: QueueRow | undefined, deliveries: readonly WaitingDeliveries[]): StoreStats {
  const { unanswered = 0, oldestUnansweredMs = null, deadLetters = 0 } = row ?? {};
  return {
    unanswered,
    oldestUnansweredMs: oldestUnansweredMs === null ? undefined : Math.max(0, oldestUnansweredMs),
    deadLetters,
    waitingDeliveries: deliveries.reduce((sum, { count }) => sum + count, 0),
    deliveries: deliveries.map((row) => ({ ...row, oldestMs: Math.max(0, row.oldestMs) })),
  };
}

/** Whether anything waits, for the operator or for the server. */
export function isAnythingLeft({ unanswered, deadLetters, waitingDeliveries }: StoreStats): boolean {
  return unanswered + deadLetters + waitingDeliveries > 0;
}
