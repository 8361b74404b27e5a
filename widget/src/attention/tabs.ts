/** What all tabs of a site share, so that one message calls a visitor once. */

/** How many messages are remembered: more than come while a tab sleeps. */
const most = 50;

/**
 * Whether this tab is the first that calls for a message. A tab that slept and hears of it later is not.
 * @param what the kind of call, such as `sound`.
 * @param message its key.
 */
export async function isFirstCall(what: string, message: string): Promise<boolean> {
  const name = `causerie:called:${what}`;
  const take = (): boolean => {
    try {
      const known = (localStorage.getItem(name) ?? "").split("\n");
      if (known.includes(message)) return false;
      localStorage.setItem(name, [...known.slice(1 - most), message].join("\n"));
    } catch {
      // Without storage each tab knows only itself.
    }
    return true;
  };
  // Outside of secure contexts there are no locks: then two tabs may call at once.
  return (await navigator.locks?.request(name, take)) ?? take();
}

/** `chat`: somebody looks at the chat in this tab. `page`: at the tab. */
export type Seen = "chat" | "page";

const lockOf = (what: Seen): string => `causerie seen ${what}`;

/** Tells the other tabs that this is seen. @returns a function that ends it. */
export function holdSeen(what: Seen): () => void {
  const ending = new AbortController();
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  navigator.locks?.request(lockOf(what), { mode: "shared", signal: ending.signal }, () => held).catch(() => {}); // Ended before it was held.
  return () => {
    ending.abort();
    release();
  };
}

/** Whether it is seen in any tab of the site. */
export async function isSeen(what: Seen): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(what));
}
