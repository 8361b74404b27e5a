/** What the chat must know about the page around it. */
export interface BrowserPage {
  isOnline(): boolean;
  /** The kind of the network, where the browser tells it. What one network blocks, another one may let through. */
  network(): string;
  /** @returns a function that ends the subscription. */
  listen(receive: (signal: BrowserPageSignal) => void): () => void;
}

/**
 * `restored`: the page came back from the browser's cache, where all its connections were cut. `written`: the visitor wrote
 * something in another tab of this site.
 */
export type BrowserPageSignal = "online" | "offline" | "visible" | "hidden" | "restored" | "written";

/** The keys of what was written last begin with it. */
export const lastWordsKey = "causerie unsent ";

/** Not in the types, because only some browsers have it. */
type NetworkNavigator = { connection?: { type?: string } };

/** The page of a browser. Where there is none, as in Node, it is always online and gives no signal. */
export const browserPage: BrowserPage = {
  // Only `false` counts: Node's navigator has no `onLine`.
  isOnline: () => globalThis.navigator?.onLine ?? true,
  network: () => (globalThis.navigator as NetworkNavigator | undefined)?.connection?.type ?? "",
  listen(receive) {
    if (typeof globalThis.addEventListener !== "function") return () => {};
    const ending = new AbortController();
    const on = (name: string, toSignal: (event: Event) => BrowserPageSignal | undefined): void => {
      const listener = (event: Event): void => {
        const signal = toSignal(event);
        if (signal !== undefined) receive(signal);
      };
      globalThis.addEventListener(name, listener, { signal: ending.signal });
    };
    on("online", () => "online");
    on("offline", () => "offline");
    on("visibilitychange", ({ target }) => (isHidden(target) ? "hidden" : "visible"));
    on("pageshow", (event) => ("persisted" in event && event.persisted === true ? "restored" : undefined));
    on("storage", (event) => ("key" in event && String(event.key).startsWith(lastWordsKey) ? "written" : undefined));
    return () => ending.abort();
  },
};

/** The document fires the event, and the window gets it because it bubbles. */
function isHidden(target: EventTarget | null): boolean {
  return target !== null && "visibilityState" in target && target.visibilityState === "hidden";
}
