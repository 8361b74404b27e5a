/**
 * Milliseconds to wait before the next try: doubles from `firstMs` up to `maxMs`, with full jitter (any value up to
 * that), so that many who failed together do not come back together.
 */
export function backoff(attempt: number, firstMs: number, maxMs: number, random: () => number = Math.random): number {
  return Math.round(Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, 30)) * random());
}
