import { noWishes, readWishes, type Wishes } from "./wishes.ts";

/** The wishes of this visitor, on this device. All tabs share them. */
export type KeptWishes = { read(): Wishes; save(wishes: Wishes): void };

export function keepWishes(endpoint: string): KeptWishes {
  const key = `causerie:${endpoint}:proactive`;
  /** Where storage is blocked: better once a page than twice. */
  let here = noWishes;
  return {
    read() {
      try {
        const text = localStorage.getItem(key);
        return text === null ? here : readWishes(text);
      } catch {
        return here;
      }
    },
    save(wishes) {
      here = wishes;
      try {
        localStorage.setItem(key, JSON.stringify(wishes));
      } catch {
        // Blocked or full. This page knows.
      }
    },
  };
}
