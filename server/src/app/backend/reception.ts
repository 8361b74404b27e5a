import { createHosts } from "#app/connector-hosts.ts";
import { LoadWatch } from "#app/load/load-watch.ts";
import { createPeopleApi, forgetOnWish, type OwnPeopleApi } from "#app/people-api.ts";
import { RunningConnectors } from "#app/running-connectors.ts";
import { type InboundEvent, isSpeech } from "#channel/event.ts";
import { tapKey } from "#channel/tap-key.ts";
import { type Accept, createAccept } from "#pipeline/inbox/inbox.ts";
import { scannerOf } from "./scanner-of.ts";
import { shareOf } from "#pipeline/inbox/worker.ts";
import { KeptSessions } from "#sessions/kept-sessions.ts";
import type { Foundation } from "./foundation.ts";

/** Where events come in: the connectors, and what they need to accept one. */
export type Reception = {
  accept: Accept;
  connectors: RunningConnectors;
  people: OwnPeopleApi;
  load: LoadWatch;
};

/** Starts the connectors. What they accept is stored, and waits for the workers. */
export async function openReception(foundation: Foundation, parts: AsyncDisposableStack): Promise<Reception> {
  const { settings, overrides, logger, services, tracing, now, steady, lanes } = foundation;
  const { store, signals, watching, limits, blobs, key, formerKeys } = services;
  const accept = tracing.accept(createAccept(store.events, (event, seq) => announce(foundation, event, seq), now));
  const sessions = parts.use(
    await KeptSessions.open({
      store: store.sessions,
      publish: () => signals.publish("", { type: "session" }),
      now: steady,
      logger,
    }),
  );
  let connectors: RunningConnectors | undefined;
  const forgotten = ({ connectorId, userId }: { connectorId: string; userId: string }): void =>
    connectors?.hosted.get(connectorId)?.forgotten(userId);
  parts.use(
    signals.subscribeToServer((signal) => {
      if (signal.type === "session") sessions.look();
      if (signal.type === "forgotten") forgotten(signal);
    }),
  );
  const people = createPeopleApi({
    operator: store.operator,
    blobs,
    signals,
    sessions,
    now,
    definitionOf: (id) => connectors?.definitionOf(id),
    forgotten,
  });
  const load = parts.use(new LoadWatch({ ...settings, waitingWrites: () => store.waitingWrites?.() ?? 0, logger }));
  const hostOf = createHosts({
    store,
    watch: watching.log.bind(watching),
    stop: async (conversationId) => {
      await store.turns.stop(conversationId);
      signals.publish(conversationId, { type: "interruption", interruption: { type: "stopped" } });
    },
    limits,
    notifyOthers: (connectorId, news) => signals.publish("", { type: "news", connectorId, news }),
    receiveNews: (listener) =>
      signals.subscribeToServer((signal) => {
        if (signal.type === "news") listener(signal.connectorId, signal.news);
      }),
    refuseNewcomer: () => load.refuseNewcomer(),
    sessionsOf: (connectorId) => sessions.of(connectorId),
    forget: (connectorId, userId) => forgetOnWish(people, store, { connectorId, userId }),
    blobs,
    scanner: scannerOf(foundation),
    key,
    formerKeys,
    accept,
    wakeDeliveries: (lane) => lanes.outbox?.wake(lane),
    publicUrl: settings.publicUrl,
    fetch: overrides.fetch ?? fetch,
    logger,
    now,
    steady,
  });
  connectors = parts.use(
    await RunningConnectors.start(settings.connectors, {
      hostOf,
      leases: store.leases,
      tokenKey: key("link tokens"),
      now: steady,
      logger,
      endingMs: graceOf(overrides),
    }),
  );
  return { accept, connectors, people, load };
}

/** Milliseconds. */
export function graceOf({ graceMs = 10_000 }: Pick<Foundation["overrides"], "graceMs">): number {
  return graceMs;
}

/** Who waits for what a person says: the turn that it may interrupt, the pages that show it, and a worker. */
function announce({ services, lanes }: Foundation, event: InboundEvent, seq: number): void {
  const { signals } = services;
  const { conversationId, content } = event;
  if (isSpeech(content)) {
    const tap = tapKey(content);
    const interruption = { type: "superseded" as const, seq, ...(tap === undefined ? {} : { tap }) };
    signals.publish(conversationId, { type: "interruption", interruption });
  }
  signals.publish(conversationId, { type: "log" });
  lanes.worker?.wake(conversationId, shareOf(event));
}
