/**
 * Files of the visitor: fetched by the first chat that has some. They are kept in this browser until the server has them, go through
 * the outbox as texts do, and are read by links that last for a short time.
 * @module
 */
import type { ClientContent, ClientMessage, FileToSend, SendResult, UploadRules } from "@causerie/protocol";
import type { Tabs } from "#chat/browser/tabs.ts";
import { ChatError, toChatError } from "#chat/chat-error.ts";
import type { ChatFiles, SendFilesOptions } from "#chat/chat.ts";
import type { Cancel, Clock } from "#chat/clock.ts";
import type { ChatStore } from "#chat/state/chat-store.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { altLength } from "./alt-length.ts";
import { type Call, type CallParts, createCall } from "./call.ts";
export { forgetFiles, moveFiles } from "./file-database.ts";
import { fileName } from "./file-name.ts";
import { fileProblem, mediaTypeOf } from "./file-problem.ts";
import { readLink, readRules } from "./read-answer.ts";
import { createFileShelf, type FileShelf } from "./file-shelf.ts";
import { shownFiles } from "./shown-file.ts";
import { uploadFile } from "./upload-file.ts";

/** More than is sent, for the thread of each tab of this browser. */
type UnsentFile = { uploadId: string; name: string; mediaType: string; bytes: number; alt?: string };

/** What the chat uses of the files, besides what a page may use. */
export type OwnFiles = ChatFiles & {
  add: (
    submit: (content: ClientContent, clientId: string) => Promise<void>,
    clientId: string,
    files: readonly File[],
    options?: SendFilesOptions,
  ) => Promise<void>;
  /** Brings the files of a message to the server, and then the message by `send`. */
  bring: (
    message: ClientMessage,
    isWanted: () => boolean,
    send: (message: ClientMessage) => Promise<SendResult>,
  ) => Promise<SendResult>;
};

/** By the storage of a chat and person. */
const all = new WeakMap<KeyValueStorage, OwnFiles>();

/** @param scope keeps the chats of several endpoints and people apart. */
export function filesOf(
  storage: KeyValueStorage,
  scope: string,
  settings: Omit<CallParts, "current" | "reject">,
  tabs: Tabs,
  store: Pick<ChatStore, "get" | "subscribe">,
  current: CallParts["current"],
  reject: CallParts["reject"],
): OwnFiles {
  const { clock } = settings;
  const known = all.get(storage) ?? createFiles(storage, scope, createCall({ ...settings, current, reject }), clock);
  all.set(storage, known);
  return known;

  function createFiles(storage: KeyValueStorage, scope: string, call: Call, clock: Clock): OwnFiles {
    const shelf = createFileShelf(scope, storage.shared, tabs, clock);
    sweepWhileNeeded(shelf, storage, store);
    return { ...createSending(shelf, call, clock), ...createReading(shelf, storage, call, clock, store) };
  }
}

const keyOf = (clientId: string, index: number): string => `${clientId}.${index}`;

function createSending(shelf: FileShelf, call: Call, clock: Clock): Pick<OwnFiles, "add" | "bring"> {
  async function bringFile(key: string, signal: AbortSignal): Promise<string> {
    const local = await shelf.find(key);
    // It could not be kept, and the page that had it is gone.
    if (local === undefined) throw new ChatError("file_lost");
    const { file, name, type } = local;
    const request = { clientId: key, name, mediaType: type, bytes: file.size };
    const progressed = (sent: number): void => shelf.progressed(key, sent, file.size);
    return await uploadFile({ call, clock, signal, progressed }, file, request);
  }

  return {
    async add(submit, clientId, files, { text = "", alt } = {}) {
      const alts = typeof alt === "string" ? [alt] : (alt ?? []);
      const bad = files.map((file) => fileProblem(file, 0, undefined)).find((problem) => problem !== undefined);
      if (bad !== undefined || files.length === 0) throw new ChatError(`file_${bad ?? "count"}`);
      const parts = files.map((file, index) => {
        const name = fileName(file.name);
        const said = alts[index]?.trim() ?? "";
        return { key: keyOf(clientId, index), file, name, type: mediaTypeOf(file), said };
      });
      for (const { key, file, name, type } of parts) await shelf.put(key, file, name, type);
      const content: ClientContent = {
        type: "files",
        files: parts.map(({ key, file, name, type, said }): UnsentFile => ({
          uploadId: key,
          name,
          mediaType: type,
          bytes: file.size,
          ...(said !== "" && { alt: cut(said) }),
        })),
        ...(text.trim() !== "" && { text: text.trim() }),
      };
      await submit(content, clientId);
    },
    async bring(message, isWanted, send) {
      const { content } = message;
      if (content.type !== "files") return await send(message);
      const stopping = new AbortController();
      let cancel: Cancel = () => {};
      const watch = (): void => {
        cancel = clock.after(300, () => (isWanted() ? watch() : stopping.abort()));
      };
      watch();
      const uploads: string[] = [];
      try {
        const files: FileToSend[] = [];
        for (const [index, { alt }] of shownFiles(content.files).entries()) {
          if (!isWanted()) throw new ChatError("unwanted");
          const uploadId = await bringFile(keyOf(message.clientId, index), stopping.signal);
          uploads.push(uploadId);
          files.push({ uploadId, ...(alt !== "" && { alt }) });
        }
        return await send({ ...message, content: { ...content, files } });
      } catch (error) {
        if (!isWanted()) void drop(message.clientId, content.files.length, uploads);
        throw error;
      } finally {
        cancel();
      }
    },
  };

  /** The server forgets by itself what was begun and never sent; this is only sooner. */
  async function drop(clientId: string, count: number, uploads: readonly string[]): Promise<void> {
    await shelf.release(Array.from({ length: count }, (_, index) => keyOf(clientId, index)));
    for (const id of uploads) await call("DELETE", `uploads/${encodeURIComponent(id)}`).catch(() => {});
  }
}

const cut = (text: string): string => Array.from(text).slice(0, altLength).join("");

/** Links end some time: one is not given out in its last moments. */
const marginMs = 10_000;
const rulesKey = "uploads";

function createReading(
  shelf: FileShelf,
  storage: KeyValueStorage,
  call: Call,
  clock: Clock,
  store: Pick<ChatStore, "get">,
): Omit<OwnFiles, "add" | "bring"> {
  const links = new Map<string, { url: Promise<string>; endsAt: number }>();
  let rules: Promise<UploadRules> | undefined;

  async function loadRules(): Promise<UploadRules> {
    try {
      const body: unknown = await (await call("GET", "uploads")).json();
      const known = readRules(body);
      if (known === undefined) throw new ChatError("bad_answer");
      storage.set(rulesKey, JSON.stringify(known)).catch(() => {}); // They are asked for again.
      return known;
    } catch (thrown) {
      const error = toChatError(thrown);
      rules = undefined;
      // An older server has no such route: it answers with a problem of its own, or with an error page of its framework.
      if (!error.retryable || error.code === "bad_answer") throw new ChatError("unsupported", { cause: error });
      // Without a line the visitor may choose files, too.
      const stored: unknown = JSON.parse((await storage.get(rulesKey).catch(() => undefined)) ?? "null");
      const known = readRules(stored);
      if (known === undefined) throw error;
      return known;
    }
  }

  async function loadLink(id: string): Promise<string> {
    const response = await call("POST", `files/${encodeURIComponent(id)}/link`, { json: {} });
    const known = readLink(await response.json().catch(() => undefined));
    if (known === undefined) throw new ChatError("bad_answer");
    const link = links.get(id);
    if (link !== undefined) link.endsAt = clock.now() + known.expiresInMs - marginMs;
    return new URL(known.url, response.url).href;
  }

  return {
    rules: () => (rules ??= loadRules()),
    local: (entryKey, index) => shelf.get(keyOf(entryKey, index)),
    progress: (entryKey, index) => shelf.progress(keyOf(entryKey, index)),
    subscribe: (listener) => shelf.subscribe(listener),
    link(id, fresh = false) {
      const known = links.get(id);
      if (known !== undefined && !fresh && clock.now() < known.endsAt) return known.url;
      const url = loadLink(id);
      links.set(id, { url, endsAt: clock.now() + marginMs });
      url.catch(() => links.delete(id));
      return url;
    },
    async contentOf(entryKey) {
      const entry = store.get().entries.findLast(({ key }) => key === entryKey);
      if (entry?.type !== "visitor" || entry.content.type !== "files") return undefined;
      const { files, text = "" } = entry.content;
      const found = shownFiles(files).map(async ({ alt }, index) => {
        const local = await shelf.find(keyOf(entryKey, index));
        return local && { file: new File([local.file], local.name, { type: local.type }), alt };
      });
      return { files: (await Promise.all(found)).filter((each) => each !== undefined), text };
    },
  };
}

/**
 * Removes files from this browser when their message is not in the outbox any more: it was sent, or the visitor has removed it, perhaps
 * on an earlier page or in another tab.
 */
function sweepWhileNeeded(
  shelf: FileShelf,
  storage: KeyValueStorage,
  store: Pick<ChatStore, "get" | "subscribe">,
): void {
  /** How many files each message has that the server does not have. */
  let waiting = new Map<string, number>();
  const look = (): void => {
    const now = new Map<string, number>();
    for (const entry of store.get().entries)
      if (entry.type === "visitor" && entry.content.type === "files" && entry.delivery.type !== "sent")
        now.set(entry.key, entry.content.files.length);
    for (const [key, count] of waiting)
      if (!now.has(key)) void shelf.release(Array.from({ length: count }, (_, index) => keyOf(key, index)));
    waiting = now;
  };
  look();
  store.subscribe(look);

  void storage.list("outbox/").then(
    (texts) => shelf.sweep((key) => texts.some((text) => text.includes(`"${key}"`))),
    () => {}, // What cannot be read is left.
  );
}
