import type { Chat, ChatState } from "#chat/chat.ts";

/**
 * The same chat, which shows the messages of the bot one after another with a pause between them, as tock-react-kit does. What was said
 * before is there at once, and so is everything once the visitor acts: an answer must not stand behind what it does not answer.
 * @param pauseMs milliseconds between two messages
 */
export function withPauses<Given extends Chat>(chat: Given, pauseMs: number): Given {
  const listeners = new Set<() => void>();
  const known = new Set<string>();
  let waiting: readonly string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLoaded = false;
  let stop = (): void => {};
  let cached: { inner: ChatState; waiting: readonly string[]; state: ChatState } | undefined;

  function look(): void {
    const { entries, loaded } = chat.getState();
    // What is before the last known message was loaded from the history.
    const newer = entries.slice(entries.findLastIndex(({ key }) => known.has(key)) + 1);
    for (const { key } of entries) known.add(key);
    const hasActed = newer.some(({ type }) => type === "visitor");
    if (hasActed) release();
    else if (isLoaded) for (const { key } of newer) hold(key);
    isLoaded ||= loaded;
  }

  /** The first one is there at once, and begins a pause. */
  function hold(key: string): void {
    if (timer === undefined) timer = setTimeout(showNext, pauseMs);
    else waiting = [...waiting, key];
  }

  function showNext(): void {
    timer = waiting.length === 0 ? undefined : setTimeout(showNext, pauseMs);
    waiting = waiting.slice(1);
    notify();
  }

  function release(): void {
    clearTimeout(timer);
    timer = undefined;
    waiting = [];
  }

  function notify(): void {
    for (const listener of listeners) listener();
  }

  function getState(): ChatState {
    const inner = chat.getState();
    if (cached?.inner !== inner || cached.waiting !== waiting) cached = { inner, waiting, state: viewOf(inner) };
    return cached.state;
  }

  function viewOf(inner: ChatState): ChatState {
    if (waiting.length === 0) return inner;
    const entries = inner.entries.filter(({ key }) => !waiting.includes(key));
    return { ...inner, entries, quickReplies: [], typing: true };
  }

  look();
  return {
    ...chat,
    getState,
    subscribe(listener) {
      if (listeners.size === 0) {
        stop = chat.subscribe(() => {
          look();
          notify();
        });
        look(); // What has come meanwhile.
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop();
        release();
      };
    },
  };
}
