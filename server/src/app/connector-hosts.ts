import { randomUUID } from "node:crypto";
import type { BlobStore } from "#channel/host/blob-store.ts";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { FileScanner } from "#channel/host/file-scanner.ts";
import { keptTextsPurpose, renewTexts, sealTexts } from "#channel/host/kept-texts.ts";
import { createSealing } from "#channel/kit/sealing.ts";
import type { Limits } from "#channel/host/limits.ts";
import type { SessionKeeper } from "#channel/host/session-keeper.ts";
import type { Frame, Watcher } from "#channel/log.ts";
import type { Accept } from "#pipeline/inbox/inbox.ts";
import { holdUnscanned } from "#pipeline/inbox/hold-unscanned.ts";
import { replyTo } from "#pipeline/inbox/reply-to.ts";
import type { Watching } from "#pipeline/watching/watching.ts";
import type { Store } from "#store/store.ts";
import { createUploads } from "#uploads/uploads.ts";
import { AuthorError } from "./errors.ts";
import type { Logger } from "./logger.ts";
import { reportDefect } from "./report-defect.ts";

export type HostParts = {
  store: Store;
  /** For readers of the log. */
  watch: Watching["log"];
  /** The person does not want the rest of the answer that is under way. */
  stop: (conversationId: string) => Promise<void>;
  /** The sessions of a connector. */
  sessionsOf: (connectorId: string) => SessionKeeper;
  /** Removes all that is kept of a person. */
  forget: (connectorId: string, userId: string) => Promise<void>;
  refuseNewcomer: () => number | undefined;
  blobs: BlobStore;
  /** Looks at what people send. Missing: nobody does. */
  scanner?: FileScanner | undefined;
  key: (purpose: string) => Uint8Array;
  formerKeys: (purpose: string) => readonly Uint8Array[];
  limits: Limits;
  /** Tells a connector in the other processes. */
  notifyOthers: (connectorId: string, news: Json) => void;
  receiveNews: (listener: (connectorId: string, news: Json) => void) => Disposable;
  accept: Accept;
  /** The lane may go on. */
  wakeDeliveries: (lane: string) => void;
  publicUrl: string;
  fetch: typeof fetch;
  logger: Logger;
  now: () => number;
  /** A clock that nobody sets back. */
  steady: () => number;
};

/** What each connector may use of the server: the same for all, within what is its own. */
export function createHosts(parts: HostParts): (definition: Pick<ConnectorDefinition, "id">) => ConnectorHost {
  const { store, wakeDeliveries, logger, now } = parts;
  const shared = createShared();
  const formerKeys = parts.formerKeys(keptTextsPurpose);
  const sealing = createSealing(parts.key(keptTextsPurpose), formerKeys);
  if (formerKeys.length > 0) void renewSealed();

  /** Connectors go on without it, as long as the former secret is known. */
  async function renewSealed(): Promise<void> {
    try {
      const texts = await renewTexts(store.texts, sealing);
      if (texts > 0) logger.info({ texts }, "what connectors keep secret is sealed with the server's new secret now");
    } catch (err) {
      logger.error(
        { err },
        "what connectors keep secret is still sealed with the server's former secret: keep that one, and start the server again",
      );
    }
  }

  function wake(lane: string | undefined): boolean {
    if (lane !== undefined) wakeDeliveries(lane);
    return lane !== undefined;
  }

  const hostOf = (id: string, accept: Accept, watch: ConnectorHost["watch"]): ConnectorHost => ({
    accept,
    replyTo: (event, options) => replyTo({ accept, log: store.log, watch }, event, options),
    stop: parts.stop,
    log: store.log,
    watch,
    redact: async ({ content, ...redaction }) => {
      const placeholder = { ...content, placeholder: true as const };
      const amended = await store.events.amend({ connectorId: id, ...redaction, content: placeholder });
      for (const file of amended?.files ?? []) await parts.blobs.delete(file);
      return amended !== undefined;
    },
    confirmDelivery: async (deliveryId, externalId) =>
      wake(await store.outbox.confirm(id, deliveryId, externalId, now())),
    keepRest: async (deliveryId, payload, partsOut) =>
      await store.outbox.keepRest(deliveryId, payload, partsOut, now()),
    confirmPart: async (deliveryId, partsOut) => wake(await store.outbox.confirmPart(id, deliveryId, partsOut, now())),
    reportDelivery: async (report) => wake(await store.outbox.report(id, report, now())),
    readToken: (token) => store.tokens.read(id, token),
    findConversation: (person) => store.people.conversationOf(id, person),
    conversations: {
      of: (userId, limit) => store.conversations.of(id, userId, limit),
      ownerOf: async (conversationId) => {
        const found = await store.people.addressOf(conversationId);
        return found === undefined ? undefined : found.connectorId === id ? found.address.user : null;
      },
      markRead: (conversationId, seq) => store.conversations.markRead(conversationId, seq),
    },
    async joinPerson(userId, other) {
      const ref = randomUUID();
      const issuer = { connectorId: id, userId };
      const redeemer = { connectorId: id, userId: other };
      await store.links.link({ ref, keepMs: 0, by: ref, issuer, redeemer, oneEach: false }, now());
    },
    sessions: parts.sessionsOf(id),
    forget: (userId) => parts.forget(id, userId),
    refuseNewcomer: parts.refuseNewcomer,
    push: store.push,
    texts: sealTexts(store.texts, id, sealing),
    blobs: parts.blobs,
    uploads: (bounds) =>
      createUploads(
        { connectorId: id, store: store.uploads, blobs: parts.blobs, scanner: parts.scanner, now, logger },
        bounds,
      ),
    key: parts.key,
    formerKeys: parts.formerKeys,
    limits: parts.limits,
    shared,
    notifyOthers(news) {
      if (JSON.stringify(news) === undefined) throw new TypeError(`what the connector "${id}" tells is no JSON`);
      parts.notifyOthers(id, news);
    },
    receiveNews: (listener) =>
      parts.receiveNews((connectorId, news) => {
        if (connectorId !== id) return;
        try {
          listener(news);
        } catch (error) {
          reportDefect(logger, id, "receiveNews", error);
        }
      }),
    publicUrl: parts.publicUrl,
    fetch: parts.fetch,
    logger: logger.child({ connector: id }),
    now,
    steady: parts.steady,
  });
  return ({ id }) => {
    const failed = (error: unknown): void => reportDefect(logger, id, "watcher", error);
    return hostOf(id, acceptOnly(id, parts), (conversationId, watcher) =>
      parts.watch(conversationId, new GuardedWatcher(watcher, failed)),
    );
  };
}

/** An event in the name of another connector would be answered by that one, or wait for ever for one that is not there. */
function acceptOnly(id: string, { accept, scanner }: Pick<HostParts, "accept" | "scanner">): Accept {
  return async (event) => {
    if (event.connectorId !== id)
      throw new AuthorError(`the connector "${id}" has an event with the connectorId "${event.connectorId}"`);
    for (const [name, value] of namesIn(event))
      if (value.includes("\0") || !value.isWellFormed())
        throw new AuthorError(
          `the connector "${id}" has an event whose ${name} holds a NUL or half a character, which no database keeps as it is`,
        );
    return accept(scanner === undefined ? event : holdUnscanned(event));
  };
}

/** What rows are found by. */
function namesIn({ id, conversationId, address, from }: InboundEvent): [name: string, value: string][] {
  return [
    ["id", id],
    ["conversationId", conversationId],
    ["address.user", address.user],
    ["address.thread", address.thread ?? ""],
    ["from.id", from?.id ?? ""],
    ...(from?.aliases ?? []).map(({ value }): [string, string] => ["from.aliases", value]),
  ];
}

/** One that throws or rejects is named by its connector. */
class GuardedWatcher implements Watcher {
  readonly #watcher: Watcher;
  readonly #failed: (error: unknown) => void;

  constructor(watcher: Watcher, failed: (error: unknown) => void) {
    this.#watcher = watcher;
    this.#failed = failed;
  }

  wake(): void {
    void this.#call(() => this.#watcher.wake());
  }

  frame(frame: Frame): void {
    void this.#call(() => this.#watcher.frame(frame));
  }

  seen(): number | undefined {
    try {
      return this.#watcher.seen?.();
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  async #call(notify: () => unknown): Promise<void> {
    try {
      await notify();
    } catch (error) {
      this.#failed(error);
    }
  }
}

/** One value per name for as long as the server lives. */
export function createShared(): ConnectorHost["shared"] {
  const values = new Map<string, unknown>();
  return <Value>(name: string, create: () => Value): Value => {
    if (!values.has(name)) values.set(name, create());
    return values.get(name) as Value;
  };
}
