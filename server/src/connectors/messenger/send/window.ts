const hour = 3_600_000;

/** Meta's 24 hours since the person's last act (Messenger Platform policy), with a margin for clocks and queues. */
const windowMs = 24 * hour - 300_000;

/** Whether the page may speak first. `actedAt`: when the person last did something; milliseconds since 1970. */
export function isWindowOpen(actedAt: number | undefined, now: number): boolean {
  return actedAt !== undefined && now - actedAt < windowMs;
}
