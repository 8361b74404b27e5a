import { type ClientMessage, clientMessageSchema } from "@causerie/protocol";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { validate } from "#chat/connection/schema.ts";

/** A message that the server has not confirmed. `failed`: the code for which it will not be sent by itself. */
export type Unsent = { message: ClientMessage; at: number; failed?: string };

/**
 * What the visitor has written and the server does not have yet. It is in the storage before it is offered for sending, so
 * that neither a reload nor a crash of the tab loses it. One record a key: tabs do not overwrite each other's.
 */
export type Outbox = {
  /** Resolves when it is stored. */
  add(unsent: Unsent): Promise<void>;
  /** Another tab has stored this one. @returns whether it is news. */
  learn(unsent: Unsent): boolean;
  /** Reads what earlier pages and other tabs have left. @returns what was not known. */
  load(): Promise<Unsent[]>;
  /** The oldest one that may be sent. */
  next(): Unsent | undefined;
  get(clientId: string): Unsent | undefined;
  /** The server has it, or the visitor has discarded it. */
  remove(clientId: string): void;
  /** In another conversation the same id is another message. */
  forgetRemoved(clientId: string): void;
  change(unsent: Unsent): void;
};

export function createOutbox(storage: KeyValueStorage): Outbox {
  const waiting = new Map<string, Unsent>();
  const removed = new Set<string>();
  let writing = Promise.resolve();

  /** One after the other, in the order of the acts. A storage that fails leaves us with memory: still better sent than not. */
  function write(act: () => Promise<void>): Promise<void> {
    writing = writing.then(act).catch(() => {});
    return writing;
  }

  const store = (unsent: Unsent): Promise<void> =>
    write(() => storage.set(keyOf(unsent.message.clientId), JSON.stringify(unsent)));

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
    learn,
    async load() {
      const stored = await storage.list(prefix).catch(() => []);
      return stored.map(readUnsent).filter((unsent) => unsent !== undefined && learn(unsent)) as Unsent[];
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

/** Client ids sort by time (UUIDv7); a conversation begins with its start, whatever was typed before it existed. */
function isBefore(a: Unsent, b: Unsent): boolean {
  if (b.message.content.type === "start") return false;
  return a.message.content.type === "start" || a.message.clientId < b.message.clientId;
}

/** @returns undefined for what another version of this code has written: it is left to that version. */
function readUnsent(text: string): Unsent | undefined {
  try {
    return toUnsent(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function toUnsent(input: unknown): Unsent | undefined {
  if (typeof input !== "object" || input === null || !("message" in input && "at" in input)) return undefined;
  const parsed = validate(clientMessageSchema, input.message);
  if (parsed === undefined || typeof input.at !== "number") return undefined;
  const failed = "failed" in input && typeof input.failed === "string" ? { failed: input.failed } : {};
  return { message: parsed.value, at: input.at, ...failed };
}
