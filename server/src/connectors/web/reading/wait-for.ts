/**
 * Resolves with the value that `begin` passes to its callback, or with undefined after `ms` or when `signal` is aborted. It
 * always removes its timer and its listener, because a connection waits thousands of times on one signal.
 */
export function waitFor<Value>(
  begin: (done: (value: Value) => void) => void,
  signal: AbortSignal,
  ms?: number,
): Promise<Value | undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(undefined);
      return;
    }
    const finish = (value: Value | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      resolve(value);
    };
    const giveUp = (): void => finish(undefined);
    const timer = ms === undefined ? undefined : setTimeout(giveUp, ms);
    signal.addEventListener("abort", giveUp, { once: true });
    begin(finish);
  });
}
