import type { Chat } from "#chat/chat.ts";
import type { Settings } from "#chat/options.ts";
import type { Unsent } from "#chat/sending/outbox.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { HomeProblem, type HomeRequest } from "./home-request.ts";
import { conversationsWithWords, createOwnWords } from "./own-words.ts";
import { prefixOf } from "./stored-session.ts";

/**
 * What waits in conversations that are not on the screen, and is sent all the same. Which those are is kept on this device beside the messages of
 * the first conversation: nobody reads it for a message, and the script tag sees that something waits.
 */
export type LeftBehind = {
  /** Something waits in this conversation, or no longer does. */
  note(id: string, waits: boolean): void;
  /** Sends what waits in all conversations but the one on the screen, also what earlier pages left. */
  send(shown: string): Promise<void>;
  stop(): void;
};

export type LeftBehindParts = {
  storage: KeyValueStorage;
  settings: Settings;
  /** The conversation that the session itself names: its messages are under the chat's own keys. */
  isFirst: (id: string) => boolean;
  request: Pick<HomeRequest, "send">;
};

/** Milliseconds until what could not be sent is tried again. */
const retryMs = 5_000;
const settledMs = 500;

export function createLeftBehind({ storage, settings, isFirst, request }: LeftBehindParts): LeftBehind {
  const prefix = prefixOf(settings);
  const key = `${prefix}outbox/ left behind`;
  const keepsWords = storage.shared && settings.scope === "";
  let reading: Promise<Set<string>> | undefined;
  let writing = Promise.resolve();
  let running: Promise<void> | undefined;
  let isAsked = false;
  let shown = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  function read(): Promise<Set<string>> {
    reading ??= storage.get(key).then(
      (text) => new Set(parseIds(text)),
      () => new Set<string>(),
    );
    return reading;
  }

  async function note(id: string, waits: boolean): Promise<void> {
    const all = await read();
    if (all.has(id) === waits) return;
    if (waits) all.add(id);
    else all.delete(id);
    writing = writing
      .then(() => (all.size === 0 ? storage.delete(key) : storage.set(key, JSON.stringify({ leftBehind: [...all] }))))
      .catch(() => {}); // Without storage it is known until the page is left.
  }

  async function sendAll(): Promise<void> {
    // What was written in the last moment is on its way into the storage.
    await new Promise((resolve) => setTimeout(resolve, settledMs));
    // A page that was closed in that moment could not store which conversation it was either.
    const ids = new Set([...(await read()), ...(keepsWords ? conversationsWithWords(settings.endpoint) : [])]);
    for (const id of ids) {
      if (isOver || id === shown) continue;
      if (await sendOf(id)) await note(id, false);
    }
  }

  /**
   * In the order in which they were written. A repeat of what another tab sends is none: the server knows each by its id.
   * @returns whether nothing waits any more.
   */
  async function sendOf(id: string): Promise<boolean> {
    const own = isFirst(id) ? "" : `${id} `;
    const outbox = `${prefix}${own}outbox/`;
    // What the page was left with right after it was written is there, and not in the storage.
    const words = createOwnWords(own + settings.endpoint, keepsWords);
    const lists = await Promise.all([words.list(""), storage.list(outbox)]);
    const kept = new Map(
      lists
        .flat()
        .flatMap(parseUnsent)
        .map((each) => [each.message.clientId, each]),
    );
    for (const { message } of [...kept.values()].toSorted(byPosition)) {
      if (isOver || id === shown) return false;
      try {
        await request.send(id, message);
      } catch (error) {
        if (error instanceof HomeProblem && !error.mayTryAgain) continue; // The visitor finds it in its conversation.
        throw error;
      }
      await storage.delete(outbox + message.clientId).catch(() => {});
      await words.delete(message.clientId);
    }
    return !isOver && id !== shown;
  }

  /** Once more when it was asked for meanwhile: the conversation that was left just now was still on the screen. */
  async function sendUntilNoneAsks(): Promise<void> {
    do {
      isAsked = false;
      await sendAll();
    } while (isAsked && !isOver);
  }

  function run(): Promise<void> {
    clearTimeout(timer);
    isAsked = true;
    running ??= sendUntilNoneAsks()
      .catch(() => {
        if (!isOver) timer = setTimeout(() => void run(), retryMs);
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    note: (id, waits) => void note(id, waits),
    async send(now) {
      shown = now;
      await run();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** What has failed waits for the visitor. */
export function isWaiting(entry: ReturnType<Chat["getState"]>["entries"][number]): boolean {
  return entry.type === "visitor" && (entry.delivery.type === "waiting" || entry.delivery.type === "sending");
}

/** What has no position yet is the newest. Ids of one page sort as they were made. */
function byPosition(a: Unsent, b: Unsent): number {
  const { position: first = Infinity } = a;
  const { position: second = Infinity } = b;
  if (first !== second) return first - second;
  return a.message.clientId < b.message.clientId ? -1 : 1;
}

function parseIds(text: string | undefined): string[] {
  try {
    const { leftBehind = [] } = JSON.parse(text ?? "{}") as { leftBehind?: unknown[] };
    return leftBehind.filter((id) => typeof id === "string");
  } catch {
    return [];
  }
}

/** What the server takes as it stands. Files are sent when their conversation is opened. */
function parseUnsent(text: string): Unsent[] {
  try {
    const unsent = JSON.parse(text) as Unsent;
    const { message, failed } = unsent;
    return failed === undefined && typeof message.clientId === "string" && (message.content.type as string) !== "files"
      ? [unsent]
      : [];
  } catch {
    return [];
  }
}
