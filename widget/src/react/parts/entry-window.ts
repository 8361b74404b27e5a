import type { Entry } from "#chat/chat.ts";

/** Entries drawn at least, and how many more each step upwards shows: a long thread costs no more than a short one. */
export const windowSize = 100;
/** The window moves on by this many at once: taking one away for each that comes would lay out the whole list anew. */
const stride = 40;

/**
 * Index of the first entry to draw. Without `pinned` it moves along with the newest; while the visitor reads further
 * up, the first entry they have stays pinned, so that nothing moves away under their eyes.
 */
export function windowStart(entries: readonly Entry[], pinned: string | undefined): number {
  const newest = Math.floor(Math.max(0, entries.length - windowSize) / stride) * stride;
  if (pinned === undefined) return newest;
  const at = entries.findIndex((entry) => entry.key === pinned);
  return at === -1 ? newest : at;
}

/** Key of the entry that is first after one step upwards from `first`. */
export function stepUp(entries: readonly Entry[], first: string | undefined): string | undefined {
  const at = entries.findIndex((entry) => entry.key === first);
  return at === -1 ? undefined : entries[Math.max(0, at - windowSize)]?.key;
}
