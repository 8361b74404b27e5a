import type { Page } from "@playwright/test";

export type Held = Record<"listeners" | "timers" | "channels" | "databases", number>;

/** Counts what a page holds of the browser: listeners on what outlives the chat, timers, channels and open databases. */
export async function countWhatIsHeld(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const listeners = new Set<string>();
    const timers = new Set<unknown>();
    const names = new Map<unknown, number>();
    let channels = 0;
    let databases = 0;
    const idOf = (value: unknown): number => {
      if (!names.has(value)) names.set(value, names.size);
      return names.get(value) ?? 0;
    };
    const wrap = (
      owner: object,
      name: string,
      around: (call: () => unknown, self: unknown, details: never) => unknown,
    ) => {
      const original = Reflect.get(owner, name) as (...details: unknown[]) => unknown;
      Reflect.set(owner, name, function (this: unknown, ...details: unknown[]) {
        const self = this ?? globalThis;
        return around(() => Reflect.apply(original, self, details), self, details as never);
      });
    };
    const lives = (target: unknown): boolean =>
      target === globalThis || target === document || target instanceof MediaQueryList || target === visualViewport;
    const keyOf = (target: unknown, [name, listener, options]: unknown[]): string => {
      const isCapture = options === true || (options as AddEventListenerOptions | undefined)?.capture === true;
      const kind = target instanceof MediaQueryList ? target.media : String(target);
      return [kind, name, idOf(listener), isCapture].join(" ");
    };
    wrap(EventTarget.prototype, "addEventListener", (call, target, details: unknown[]) => {
      const { signal, once } = (details[2] ?? {}) as { signal?: AbortSignal; once?: boolean };
      if (!lives(target) || once === true || details[1] === null) return call();
      const key = keyOf(target, details);
      listeners.add(key);
      signal?.addEventListener("abort", () => listeners.delete(key));
      return call();
    });
    wrap(EventTarget.prototype, "removeEventListener", (call, target, details: unknown[]) => {
      listeners.delete(keyOf(target, details));
      return call();
    });
    for (const [set, clear, isOnce] of [
      ["setTimeout", "clearTimeout", true],
      ["setInterval", "clearInterval", false],
    ] as const) {
      const original = globalThis[set] as (run: () => void, ms?: number) => number;
      Reflect.set(globalThis, set, (run: () => void, ms?: number) => {
        const id = original(() => {
          if (isOnce) timers.delete(id);
          run();
        }, ms);
        timers.add(id);
        return id;
      });
      wrap(globalThis, clear, (call, _self, [id]: unknown[]) => {
        timers.delete(id);
        return call();
      });
    }
    globalThis.BroadcastChannel = class extends BroadcastChannel {
      constructor(name: string) {
        super(name);
        channels += 1;
      }
      override close(): void {
        channels -= 1;
        super.close();
      }
    };
    wrap(IDBFactory.prototype, "open", (call) => {
      const request = call() as IDBOpenDBRequest;
      request.addEventListener("success", () => (databases += 1));
      return request;
    });
    wrap(IDBDatabase.prototype, "close", (call) => {
      databases -= 1;
      return call();
    });
    Object.assign(globalThis, {
      readHeld: () => ({ listeners: listeners.size, timers: timers.size, channels, databases }),
    });
  });
}

export const readHeld = (page: Page): Promise<Held> =>
  page.evaluate(() => (globalThis as unknown as { readHeld(): Held }).readHeld());
