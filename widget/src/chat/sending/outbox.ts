import type { ClientMessage } from "@causerie/protocol";
import { createMemoryStorage, type KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { toJson } from "#chat/to-json.ts";
import { readUnsent } from "./tab-message.ts";

/**
 * A message that the server has not confirmed. `failed`: the error code after which it is not sent again by itself. `position`:
 * its place among those of this browser. Those that earlier pages left come first.
 */
export type Unsent = { message: ClientMessage; at: number; position?: number; failed?: string };

/**
 * The messages that the server has not confirmed. A message is in the storage before it is offered for sending: neither a
 * reload nor a crash of the tab loses it. Each message has a key of its own, so tabs do not overwrite each other's.
 */
export type Outbox = {
  /** Resolves when it is stored. `first`: before all that the visitor wrote. */
  add(unsent: Unsent, first?: boolean): Promise<void>;
  /** Adds a message that another tab has stored. @returns false if it was known. */
  addUnlessKnown(unsent: Unsent): boolean;
  /** Reads the messages of earlier pages and other tabs, also of those that died. @returns those that were not known. */
  load(): Promise<Unsent[]>;
  /** All of them, the oldest first. */
  all(): Unsent[];
  /** The oldest message that may be sent. */
  next(): Unsent | undefined;
  get(clientId: string): Unsent | undefined;
  /** The server has the message, or the visitor has discarded it. */
  remove(clientId: string): void;
  /** Another conversation has begun, where the same id is another message. */
  forgetRemoved(clientId: string): void;
  change(unsent: Unsent): void;
};

export function createOutbox(storage: KeyValueStorage, lastWords = createMemoryStorage()): Outbox {
  const waiting = new Map<string, Unsent>();
  const removed = new Set<string>();
  let writing = Promise.resolve();
  /** The newest position. */
  let last = 0;

  /** Runs the operations in the order of the calls. When the storage fails, the message is still sent, from memory. */
  function write(operation: () => Promise<void>): Promise<void> {
    writing = writing.then(operation).catch(() => {});
    return writing;
  }

  const store = (unsent: Unsent): Promise<void> =>
    write(async () => {
      const { clientId } = unsent.message;
      if (removed.has(clientId)) return;
      await storage.set(keyOf(clientId), toJson(unsent));
      await lastWords.delete(clientId);
    });

  function learn(unsent: Unsent): boolean {
    const { clientId } = unsent.message;
    if (waiting.has(clientId) || removed.has(clientId)) return false;
    last = Math.max(last, unsent.position ?? 0);
    waiting.set(clientId, unsent);
    return true;
  }

  const all = (): Unsent[] => [...waiting.values()].toSorted(byPosition);

  return {
    all,
    async add(unsent, first = false) {
      const next = { ...unsent, position: first ? 0 : (last += 1) };
      removed.delete(unsent.message.clientId);
      await store(next);
      learn(next);
    },
    addUnlessKnown: learn,
    async load() {
      const lists = [storage.list(prefix), lastWords.list("")];
      const stored = await Promise.all(lists.map((list) => list.catch(() => [])));
      return stored
        .flat()
        .flatMap((text) => readUnsent(parse(text)) ?? [])
        .toSorted(byPosition)
        .filter(learn);
    },
    next: () => all().find(({ failed }) => failed === undefined),
    get: (clientId) => waiting.get(clientId),
    remove(clientId) {
      waiting.delete(clientId);
      removed.add(clientId);
      lastWords.delete(clientId).catch(() => {}); // As in the storage: the server knows what comes twice.
      void write(() => storage.delete(keyOf(clientId)));
    },
    forgetRemoved: (clientId) => void removed.delete(clientId),
    change(unsent) {
      const { clientId } = unsent.message;
      waiting.set(clientId, unsent);
      void store(unsent);
    },
  };
}

const prefix = "outbox/";
const keyOf = (clientId: string): string => prefix + clientId;

/** `start` comes first, also if the visitor wrote before the conversation existed. What has no position yet is the newest. */
function byPosition(a: Unsent, b: Unsent): number {
  const of = ({ message, position = Infinity }: Unsent): number => (message.content.type === "start" ? -1 : position);
  return of(a) < of(b) || (of(a) === of(b) && a.message.clientId < b.message.clientId) ? -1 : 1;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
