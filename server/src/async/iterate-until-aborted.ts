import { setImmediate as breathe } from "node:timers/promises";

/** Milliseconds for which a source that never waits may keep everybody else waiting. */
const longestBreath = 20;

/** The source's texts, up to the abort: also when the source itself does not listen and never ends. */
export async function* untilAborted(source: AsyncIterable<string>, signal: AbortSignal): AsyncGenerator<string, void> {
  const texts = source[Symbol.asyncIterator]();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason as Error);
  signal.addEventListener("abort", abort, { once: true });
  try {
    signal.throwIfAborted();
    let since = performance.now();
    for (;;) {
      const next = await Promise.race([texts.next(), aborted]);
      if (next.done === true) return;
      yield next.value;
      if (performance.now() - since < longestBreath) continue;
      // Promises alone never let a timer run: without this, a source without an end would have none.
      await breathe();
      signal.throwIfAborted();
      since = performance.now();
    }
  } finally {
    signal.removeEventListener("abort", abort);
    // Not awaited: a source that hangs would hang its own end, too.
    void texts.return?.().catch(() => undefined);
  }
}
