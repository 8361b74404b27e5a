import type { Clock } from "#chat/clock.ts";
import { withTimeout } from "#chat/clock.ts";
import type { Channel, Tabs } from "#chat/browser/tabs.ts";
import { deleteFile, getFile, listFiles, putFile, type StoredFile } from "./file-database.ts";

/** How far a file of this browser has come. `kept`: it outlives this page. */
export type FileProgress = { sent: number; bytes: number; kept: boolean };

/** A file that was chosen in this browser, also on an earlier page or in another tab. */
export type LocalFile = { file: Blob; name: string; type: string };

/** The files of one chat and person that the server does not have yet: in this page, in the browser's database, in other tabs. */
export type FileShelf = {
  /** @returns whether the browser keeps it over a reload. */
  put(key: string, file: Blob, name: string, type: string): Promise<boolean>;
  get(key: string): Promise<LocalFile | undefined>;
  /** Like `get`, and asks the other tabs, too. */
  find(key: string): Promise<LocalFile | undefined>;
  /** The server has them: this page still shows its own. */
  release(keys: readonly string[]): Promise<void>;
  /** Removes what no message wants any more. */
  sweep(isWanted: (key: string) => boolean): Promise<void>;
  progress(key: string): FileProgress | undefined;
  /** Tells this tab and the others. */
  progressed(key: string, sent: number, bytes: number): void;
  subscribe(listener: () => void): () => void;
  close(): void;
};

/** To write 20 MB takes a slow phone some seconds. */
const writeMs = 20_000;
const readMs = 5_000;
const askMs = 2_000;
/** The message of a file is stored after the file. */
const youngMs = 60_000;

type ShelfMessage =
  | { type: "wanted"; key: string }
  | { type: "found"; key: string; found: LocalFile }
  | { type: "progress"; key: string; sent: number; bytes: number };

/** @param isShared whether this browser keeps anything for this chat; else its files live as long as the page. */
export function createFileShelf(scope: string, isShared: boolean, tabs: Tabs, clock: Clock): FileShelf {
  const here = new Map<string, LocalFile>();
  const states = new Map<string, FileProgress>();
  const listeners = new Set<() => void>();
  const waiting = new Map<string, (found: LocalFile | undefined) => void>();
  const channel: Channel = tabs.channel("files", (input) => void receive(input as ShelfMessage));

  const limited = <Result>(ms: number, run: () => Promise<Result>): Promise<Result> =>
    isShared ? withTimeout(clock, ms, run()) : Promise.reject(new Error("nothing is kept"));

  function set(key: string, state: FileProgress): void {
    states.set(key, state);
    for (const listener of listeners) listener();
  }

  async function receive(message: ShelfMessage): Promise<void> {
    const { key } = message;
    switch (message.type) {
      case "wanted": {
        const local = here.get(key);
        if (local !== undefined) channel.post({ type: "found", key, found: local } satisfies ShelfMessage);
        return;
      }
      case "found":
        return waiting.get(key)?.(message.found);
      case "progress":
        return set(key, { kept: true, ...states.get(key), sent: message.sent, bytes: message.bytes });
    }
  }

  const shelf: FileShelf = {
    async put(key, file, name, type) {
      here.set(key, { file, name, type });
      const stored: StoredFile = { key, file, name, type, at: clock.now() };
      const kept = await limited(writeMs, () => putFile(scope, stored)).then(
        () => true,
        () => false, // No room, or not allowed: this page has it.
      );
      set(key, { sent: 0, bytes: file.size, kept });
      return kept;
    },
    get: async (key) => here.get(key) ?? (await limited(readMs, () => getFile(scope, key)).catch(() => undefined)),
    async find(key) {
      return (await shelf.get(key)) ?? (await ask(key));
    },
    async release(keys) {
      for (const key of keys) await limited(readMs, () => deleteFile(scope, key)).catch(() => {}); // Swept by a later page.
    },
    async sweep(isWanted) {
      const stored = await limited(readMs, () => listFiles(scope)).catch(() => []);
      const gone = stored.filter(({ key, at }) => !isWanted(key) && Math.abs(clock.now() - at) > youngMs);
      await shelf.release(gone.map(({ key }) => key));
    },
    progress: (key) => states.get(key),
    progressed(key, sent, bytes) {
      set(key, { kept: true, ...states.get(key), sent, bytes });
      channel.post({ type: "progress", key, sent, bytes } satisfies ShelfMessage);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => channel.close(),
  };

  function ask(key: string): Promise<LocalFile | undefined> {
    return new Promise((resolve) => {
      const done = (found: LocalFile | undefined): void => {
        cancel();
        waiting.delete(key);
        resolve(found);
      };
      const cancel = clock.after(askMs, () => done(undefined));
      waiting.set(key, done);
      channel.post({ type: "wanted", key } satisfies ShelfMessage);
    });
  }

  return shelf;
}
