/**
 * What `begin` hands to its callback; undefined when that takes longer than `ms`, or when `signal` is aborted. Whatever
 * comes first, nothing is left behind: a line waits thousands of times on one signal.
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
