/** Meta repeats a webhook for a day and a half, and a service of ours may be away for longer. */
export const oldestActMs = 7 * 24 * 3_600_000;

/**
 * The place of an event among those of its conversation that wait, in milliseconds: when the person acted. A time that lies
 * in the future or is absurdly old says nothing, so the event counts as done when it came in.
 *
 * @param reportedAt the channel's time; null where the channel brings events in their order.
 * @param arrivedAt by the clock of the store.
 */
export function orderedAt(reportedAt: number | null, arrivedAt: number): number {
  return reportedAt !== null && reportedAt <= arrivedAt && reportedAt >= arrivedAt - oldestActMs
    ? reportedAt
    : arrivedAt;
}
