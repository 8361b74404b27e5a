/**
 * The bytes of files that the server does not have yet, in a database of their own: the chat's own is read at each start, and must
 * stay small. Each call may fail, where the browser forbids it or has no room.
 * @module
 */

/** `key`: of the upload, as in `filesContent`. */
export type StoredFile = { key: string; file: Blob; name: string; type: string; at: number };

const databaseName = "causerie files";
const table = "files";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.addEventListener("upgradeneeded", () => void request.result.createObjectStore(table));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB cannot be opened")));
    request.addEventListener("success", () => {
      request.result.addEventListener("versionchange", () => request.result.close());
      resolve(request.result);
    });
  });
}

async function run<Result>(
  mode: IDBTransactionMode,
  operation: (files: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open();
  try {
    const transaction = database.transaction(table, mode);
    const request = operation(transaction.objectStore(table));
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("IndexedDB gave up")));
    });
    return request.result;
  } finally {
    database.close();
  }
}

/** Keys of one chat and person begin with its scope. */
const rangeOf = (scope: string): IDBKeyRange => IDBKeyRange.bound([scope], [scope, []]);

export async function putFile(scope: string, stored: StoredFile): Promise<void> {
  await run("readwrite", (files) => files.put(stored, [scope, stored.key]));
}

export async function getFile(scope: string, key: string): Promise<StoredFile | undefined> {
  return readStored(await run<unknown>("readonly", (files) => files.get([scope, key])));
}

/** @returns what is known of each file of the scope, without its bytes. */
export async function listFiles(scope: string): Promise<StoredFile[]> {
  const found = await run<unknown[]>("readonly", (files) => files.getAll(rangeOf(scope)));
  return found.flatMap((value) => readStored(value) ?? []);
}

export async function deleteFile(scope: string, key: string): Promise<void> {
  await run("readwrite", (files) => files.delete([scope, key]));
}

/** A page of somebody who has never sent a file gets no database by this. */
async function exists(): Promise<boolean> {
  if (typeof indexedDB === "undefined") return false;
  const all = await indexedDB.databases();
  return all.some(({ name }) => name === databaseName);
}

/** Removes all files of a chat and person. */
export async function forgetFiles(scope: string): Promise<void> {
  if (await exists()) await run("readwrite", (files) => files.delete(rangeOf(scope)));
}

/** Gives the files of a chat to another person: who wrote something and then signed in, wrote it themselves. */
export async function moveFiles(from: string, to: string): Promise<void> {
  if (!(await exists())) return;
  for (const stored of await listFiles(from)) {
    await putFile(to, stored);
    await deleteFile(from, stored.key);
  }
}

function readStored(value: unknown): StoredFile | undefined {
  const stored = value as Partial<StoredFile> | null | undefined;
  return stored?.file instanceof Blob && typeof stored.key === "string" ? (stored as StoredFile) : undefined;
}
