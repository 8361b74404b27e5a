import type { Clock } from "#chat/clock.ts";
import { openIndexedDbStorage } from "./indexed-db-storage.ts";
import type { KeyValueStorage } from "./key-value-storage.ts";
import { createLocalStorage } from "./local-storage.ts";
import { createMemoryStorage } from "./memory-storage.ts";

/** The best that this browser allows: IndexedDB, else localStorage, else memory, which ends with the page. */
export async function openStorage(clock: Clock): Promise<KeyValueStorage> {
  try {
    return await inTime(clock, openIndexedDbStorage());
  } catch {
    // Refused or absent: the next one.
  }
  try {
    return createLocalStorage();
  } catch {
    return createMemoryStorage();
  }
}

/** Some browsers leave the opening of IndexedDB unanswered; the visitor must not wait for it. */
function inTime<Result>(clock: Clock, opening: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(2000, () => reject(new Error("IndexedDB does not answer")));
    opening.then(resolve, reject).finally(cancel);
  });
}
