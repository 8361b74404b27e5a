import { setImmediate as letTimersRun } from "node:timers/promises";
import { rejectOnAbort } from "./reject-on-abort.ts";

/** Milliseconds for which a source that never waits may keep the process from doing anything else. */
const longestRun = 20;

/**
 * The texts of a source. Throws the signal's reason as soon as the signal aborts, even if the source takes no notice of
 * it and never ends.
 */
export async function* iterateUntilAborted(
  source: AsyncIterable<string>,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const texts = source[Symbol.asyncIterator]();
  let isDone = false;
  try {
    signal.throwIfAborted();
    let since = performance.now();
    for (;;) {
      const next = await rejectOnAbort(texts.next(), signal);
      if (next.done === true) {
        isDone = true;
        return;
      }
      yield next.value;
      if (performance.now() - since < longestRun) continue;
      // Promises alone never let a timer run. Without this, no time limit would end a source that never ends.
      await letTimersRun();
      signal.throwIfAborted();
      since = performance.now();
    }
  } finally {
    if (!isDone) void askToEnd(texts);
  }
}

/** Not to be awaited: a source that hangs would hang here, too. Whatever it does must not hide why its reader stopped. */
async function askToEnd(texts: AsyncIterator<string>): Promise<void> {
  try {
    await texts.return?.();
  } catch {
    // Nobody reads it any more.
  }
}
