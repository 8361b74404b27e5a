import { ChatContext } from "#react/context.ts";
import type { Extras, ExtrasLoader } from "./extra-parts.ts";

export function createExtrasLoader(fetchExtras: () => Promise<Extras>): ExtrasLoader {
  const listeners = new Set<() => void>();
  let state: Extras | "failed" | undefined;
  let loading = false;
  const wanted: Record<string, string> = {};
  let use: ((names: readonly string[]) => void) | undefined;

  function set(next: typeof state): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function load(): Promise<void> {
    try {
      const fetched = await fetchExtras();
      // After a failed download the chat's code may come from another address. Then the parts bring a second copy of it,
      // and the hooks of two copies do not work together.
      if (fetched.ChatContext !== ChatContext) return set("failed");
      set(fetched);
      use = fetched.startFeatures(fetched.table, (seams) => set({ ...fetched, seams }));
      begin();
    } catch {
      loading = false;
      set("failed"); // The thread shows it, with a button to try again.
    }
  }

  function begin(): void {
    use?.(Object.values(wanted).join(" ").split(" ").filter(Boolean));
  }

  function loadOnce(): void {
    if (loading) return;
    loading = true;
    void load();
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: loadOnce,
    chooseFeatures(names, by = "") {
      wanted[by] = names;
      begin();
      if (names) loadOnce();
    },
  };
}
