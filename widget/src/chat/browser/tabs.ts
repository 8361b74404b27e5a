import type { Clock } from "#chat/clock.ts";

/** The other tabs of this browser that show the same chat. Without help by the browser each tab works alone. */
export interface Tabs {
  /** Runs it while no other tab runs anything under this name. */
  exclusive<Result>(name: string, run: () => Promise<Result>): Promise<Result>;
  /** Reports when this tab becomes the leader of all tabs that ask, and when it no longer is. */
  lead(name: string, changed: (leading: boolean) => void): Leadership;
  channel(name: string, receive: (message: unknown) => void): Channel;
}

export type Leadership = {
  /** Makes this tab the leader, because the present leader does not react. */
  takeOver(): void;
  end(): void;
};
export type Channel = { post(message: unknown): void; close(): void };

export const noTabs: Tabs = {
  exclusive: (_name, run) => run(),
  lead(_name, changed) {
    changed(true);
    return { takeOver() {}, end() {} };
  },
  channel: () => ({ post() {}, close() {} }),
};

/** @param scope separates the chats of several endpoints. */
export function createBrowserTabs(scope: string, clock: Clock): Tabs {
  const locks = globalThis.navigator?.locks;
  const hasChannels = typeof globalThis.BroadcastChannel === "function";
  return {
    exclusive: (name, run) => (locks === undefined ? run() : runExclusively(locks, clock, scope + name, run)),
    // Without a channel no tab can hand its messages to a leader, so each tab must send its own.
    lead: (name, changed) =>
      locks === undefined || !hasChannels ? noTabs.lead(name, changed) : lead(locks, clock, scope + name, changed),
    channel: (name, receive) => (hasChannels ? openChannel(scope + name, receive) : noTabs.channel(name, receive)),
  };
}

/** A tab that the system has put to sleep may hold the lock, and some browsers never answer, so the wait for it is short. */
function runExclusively<Result>(
  locks: LockManager,
  clock: Clock,
  name: string,
  run: () => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const waiting = new AbortController();
    let running: Promise<unknown> | undefined;
    const begin = (): Promise<unknown> => {
      cancel();
      return (running ??= run().then(resolve, reject));
    };
    const cancel = clock.after(5000, () => {
      void begin();
      waiting.abort();
    });
    // Never granted in a sandboxed frame.
    locks.request(name, { signal: waiting.signal }, begin).catch(begin);
  });
}

function lead(locks: LockManager, clock: Clock, name: string, changed: (leading: boolean) => void): Leadership {
  let waiting = new AbortController();
  let cancelStealing = (): void => {};
  let release = (): void => {};
  let ended = false;

  function ask(options: LockOptions): void {
    const own = waiting;
    const held = locks.request(name, options, () => {
      if (ended) return undefined;
      cancelStealing();
      changed(true);
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    held.catch((error: unknown) => {
      if (ended || own !== waiting) return;
      const wasStolen = error instanceof DOMException && error.name === "AbortError";
      if (!wasStolen) return changed(true); // locks are refused here: work alone
      changed(false);
      ask({ signal: waiting.signal });
    });
  }

  ask({ signal: waiting.signal });
  return {
    takeOver() {
      const before = waiting;
      waiting = new AbortController();
      before.abort();
      // A browser that does not even answer this has no leader: the server drops what two tabs send.
      cancelStealing = clock.after(2000, () => changed(true));
      ask({ steal: true });
    },
    end() {
      ended = true;
      cancelStealing();
      waiting.abort();
      release();
    },
  };
}

function openChannel(name: string, receive: (message: unknown) => void): Channel {
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", (event: MessageEvent<unknown>) => receive(event.data));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has one origin, its own
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}
