import type { ClientMessage } from "@causerie/protocol";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { toJson } from "#chat/to-json.ts";
import { readUnsent } from "./tab-message.ts";

/** A message that the server has not confirmed. `failed`: the error code after which it is not sent again by itself. */
export type Unsent = { message: ClientMessage; at: number; failed?: string };

/**
 * The messages that the server has not confirmed. A message is in the storage before it is offered for sending: neither a
 * reload nor a crash of the tab loses it. Each message has a key of its own, so tabs do not overwrite each other's.
 */
export type Outbox = {
  /** Resolves when it is stored. */
  add(unsent: Unsent): Promise<void>;
  /** Adds a message that another tab has stored. @returns false if it was known. */
  addUnlessKnown(unsent: Unsent): boolean;
  /** Reads the messages of earlier pages and other tabs. @returns those that were not known. */
  load(): Promise<Unsent[]>;
  /** The oldest message that may be sent. */
  next(): Unsent | undefined;
  get(clientId: string): Unsent | undefined;
  /** The server has the message, or the visitor has discarded it. */
  remove(clientId: string): void;
  /** Another conversation has begun, where the same id is another message. */
  forgetRemoved(clientId: string): void;
  change(unsent: Unsent): void;
};

export function createOutbox(storage: KeyValueStorage): Outbox {
  const waiting = new Map<string, Unsent>();
  const removed = new Set<string>();
  let writing = Promise.resolve();

  /** Runs the operations in the order of the calls. When the storage fails, the message is still sent, from memory. */
  function write(operation: () => Promise<void>): Promise<void> {
    writing = writing.then(operation).catch(() => {});
    return writing;
  }

  const store = (unsent: Unsent): Promise<void> =>
    write(() => storage.set(keyOf(unsent.message.clientId), toJson(unsent)));

  function learn(unsent: Unsent): boolean {
    const { clientId } = unsent.message;
    if (waiting.has(clientId) || removed.has(clientId)) return false;
    waiting.set(clientId, unsent);
    return true;
  }

  return {
    async add(unsent) {
      removed.delete(unsent.message.clientId);
      await store(unsent);
      learn(unsent);
    },
    addUnlessKnown: learn,
    async load() {
      const stored = await storage.list(prefix).catch(() => []);
      return stored
        .map((text) => readUnsent(parse(text)))
        .filter((unsent) => unsent !== undefined && learn(unsent)) as Unsent[];
    },
    next: () =>
      [...waiting.values()]
        .filter(({ failed }) => failed === undefined)
        .reduce<Unsent | undefined>(
          (first, unsent) => (first === undefined || isBefore(unsent, first) ? unsent : first),
          undefined,
        ),
    get: (clientId) => waiting.get(clientId),
    remove(clientId) {
      waiting.delete(clientId);
      removed.add(clientId);
      void write(() => storage.delete(keyOf(clientId)));
    },
    forgetRemoved: (clientId) => void removed.delete(clientId),
    change(unsent) {
      waiting.set(unsent.message.clientId, unsent);
      void store(unsent);
    },
  };
}

const prefix = "outbox/";
const keyOf = (clientId: string): string => prefix + clientId;

/** Client ids sort by time (UUIDv7). But `start` comes first, also if the visitor wrote before the conversation existed. */
function isBefore(a: Unsent, b: Unsent): boolean {
  if (b.message.content.type === "start") return false;
  return a.message.content.type === "start" || a.message.clientId < b.message.clientId;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
