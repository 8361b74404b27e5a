import { ChatContext } from "#react/context.ts";
import type { extras } from "./extras.ts";

/** The parts that most conversations do without. Their code is fetched when the first of them is shown. */
export type Extras = typeof extras;

export type ExtrasSource = {
  /** Undefined while nothing has come yet. */
  get: () => Extras | "failed" | undefined;
  subscribe: (listener: () => void) => () => void;
  /** Fetches them, unless they are there or under way. */
  load(): void;
};

export function createExtrasSource(fetchExtras: () => Promise<Extras>): ExtrasSource {
  const listeners = new Set<() => void>();
  let state: Extras | "failed" | undefined;
  let loading = false;

  function set(next: typeof state): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function load(): Promise<void> {
    try {
      const fetched = await fetchExtras();
      // Where this code came under another address, because its first download failed, they may bring a second copy
      // of it, and hooks of two copies do not work together.
      set(fetched.ChatContext === ChatContext ? fetched : "failed");
    } catch {
      loading = false;
      set("failed"); // Said in the thread, with a button to try again.
    }
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load() {
      if (loading) return;
      loading = true;
      void load();
    },
  };
}
