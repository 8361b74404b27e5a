/** What the chat must know of the page it lives in. */
export interface Page {
  isOnline(): boolean;
  /** @returns a function that ends it. */
  listen(receive: (signal: PageSignal) => void): () => void;
}

/** `restored`: the page came back from the browser's cache, where all lines were cut. */
export type PageSignal = "online" | "offline" | "visible" | "hidden" | "restored";

/** The page of a browser; where there is none, as in Node, it is always online and never says anything. */
export const browserPage: Page = {
  // Only a clear no counts: Node's navigator has no `onLine`.
  isOnline: () => globalThis.navigator?.onLine ?? true,
  listen(receive) {
    if (typeof globalThis.addEventListener !== "function") return () => {};
    const ending = new AbortController();
    const on = (name: string, toSignal: (event: Event) => PageSignal | undefined): void => {
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
    return () => ending.abort();
  },
};

/** Said by the document; it rises from there to where it is heard. */
function isHidden(target: EventTarget | null): boolean {
  return target !== null && "visibilityState" in target && target.visibilityState === "hidden";
}
