import { type Clock, withTimeout } from "#chat/clock.ts";
import { lastWordsKey } from "#chat/browser/browser-page.ts";
import { createMemoryStorage, type KeyValueStorage, withPrefix } from "./key-value-storage.ts";

/** The best storage that this browser allows: IndexedDB, else localStorage, else memory, which ends with the page. */
export async function openStorage(clock: Clock): Promise<KeyValueStorage> {
  const opening = openIndexedDbStorage();
  try {
    // Some browsers never answer the request to open IndexedDB. The visitor must not wait for it.
    return await withTimeout(clock, 2000, opening);
  } catch {
    // Refused, absent or late: try the next one.
    void opening.then((late) => late.close?.()).catch(() => {});
  }
  return openSimpleStorage();
}

/** Its calls have their effect at once, also when nobody waits for them. */
export function openSimpleStorage(): KeyValueStorage {
  try {
    return createLocalStorage();
  } catch {
    return createMemoryStorage();
  }
}

/**
 * Copies of messages that are on their way into the storage: a tab that is closed right after "Enter" has no time for more.
 * Another tab of the site hears of each.
 * @param isKept false: a page that has chosen the storage itself has none, nor one where people sign in.
 */
export function openLastWords(isKept: boolean, endpoint: string, clock: Clock): KeyValueStorage {
  // With a space: one endpoint may be the beginning of another one, whose messages are no business of this chat.
  return withPrefix(isKept ? openSimpleStorage() : createMemoryStorage(), `${lastWordsKey}${endpoint} `, clock);
}

const table = "values";

/** Rejects when the browser gives no IndexedDB (private windows of some browsers, blocked storage). */
export async function openIndexedDbStorage(factory: IDBFactory = globalThis.indexedDB): Promise<KeyValueStorage> {
  let database: Promise<IDBDatabase> | undefined = openDatabase(factory, forget);
  let closed = false;
  await database;

  // The browser may close the database, to free space or because another tab runs a newer version of this code.
  function forget(): void {
    database = undefined;
  }

  async function run<Result>(
    mode: IDBTransactionMode,
    operation: (values: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> {
    database ??= openDatabase(factory, forget);
    const transaction = (await database).transaction(table, mode);
    const request = operation(transaction.objectStore(table));
    // Else the browser commits it when it finds the time, and the tab may be closed before.
    transaction.commit?.();
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("IndexedDB gave up")));
    });
    if (closed) close(); // A late call has opened it again.
    return request.result;
  }

  /** What has begun ends first: its callbacks were registered before this one, and a browser waits for transactions. */
  function close(): void {
    closed = true;
    void database?.then((open) => open.close()).catch(() => {}); // It was never open.
    forget();
  }

  return {
    shared: true,
    get: async (key) => toText(await run<unknown>("readonly", (values) => values.get(key))),
    set: async (key, value) => void (await run("readwrite", (values) => values.put(value, key))),
    delete: (key) => run("readwrite", (values) => values.delete(key)),
    async list(prefix) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const found = await run<unknown[]>("readonly", (values) => values.getAll(range));
      return found.flatMap((value) => toText(value) ?? []);
    },
    close,
  };
}

function openDatabase(factory: IDBFactory, closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open("causerie", 1);
    request.addEventListener("upgradeneeded", () => void request.result.createObjectStore(table));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB cannot be opened")));
    request.addEventListener("success", () => {
      const database = request.result;
      database.addEventListener("close", closed);
      database.addEventListener("versionchange", () => {
        database.close();
        closed();
      });
      resolve(database);
    });
  });
}

function toText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** @throws when the browser refuses, as it does in a sandboxed frame or with cookies blocked. */
export function createLocalStorage(area: Storage = globalThis.localStorage): KeyValueStorage {
  const probe = "causerie:probe";
  area.setItem(probe, "");
  area.removeItem(probe);
  return {
    shared: true,
    get: async (key) => area.getItem(key) ?? undefined,
    set: async (key, value) => area.setItem(key, value),
    delete: async (key) => area.removeItem(key),
    list: async (prefix) =>
      Array.from({ length: area.length }, (_, index) => area.key(index) ?? "")
        .filter((key) => key.startsWith(prefix))
        .toSorted()
        .flatMap((key) => area.getItem(key) ?? []),
  };
}
