import { createPageMemory } from "#chat/storage/page-memory.ts";
import { smallScreen } from "#theme/small-screen.ts";

/** The chat must not cover a whole phone screen unasked, and not open again after the visitor has closed it. */
export function mayOpen(endpoint: string): boolean {
  return !matchMedia(smallScreen).matches && createPageMemory(endpoint).lastOpen() !== "closed";
}
