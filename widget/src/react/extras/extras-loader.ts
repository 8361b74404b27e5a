import { ChatContext } from "#react/context.ts";
import type { Extras, ExtrasLoader } from "./extra-parts.ts";

export function createExtrasLoader(fetchExtras: () => Promise<Extras>): ExtrasLoader {
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
      // After a failed download the chat's code may come from another address. Then the parts bring a second copy of it,
      // and the hooks of two copies do not work together.
      set(fetched.ChatContext === ChatContext ? fetched : "failed");
    } catch {
      loading = false;
      set("failed"); // The thread shows it, with a button to try again.
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
