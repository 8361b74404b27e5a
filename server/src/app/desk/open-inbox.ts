import type { Foundation } from "#app/backend/foundation.ts";
import type { Reception } from "#app/backend/reception.ts";
import { scannerOf } from "#app/backend/scanner-of.ts";
import type { DeskChannels } from "./open-channels.ts";
import type { DeskRoute } from "#desk/http/route.ts";
import { deskPathOf } from "#desk/http/desk-path.ts";
import { OperatorFiles } from "#desk/inbox/files/operator-files.ts";
import { sentByChannel } from "#desk/inbox/files/sent-by-channel.ts";
import { watchOffers } from "#desk/inbox/offers/offer-waiting.ts";
import { fileRoute } from "#desk/inbox/routes/file-route.ts";
import type { InboxParts } from "#desk/inbox/routes/inbox-parts.ts";
import { inboxRoutes } from "#desk/inbox/routes/inbox-routes.ts";
import { liveRoute } from "#desk/inbox/routes/live-route.ts";
import { queueRoutes } from "#desk/inbox/routes/queue-routes.ts";
import { transcriptRoute } from "#desk/inbox/routes/transcript-route.ts";
import { uploadRoutes } from "#desk/inbox/routes/upload-routes.ts";
import { watchQueues } from "#desk/inbox/queues/watch-queues.ts";
import { type ForDesk, takeDelivery } from "#desk/inbox/take-delivery.ts";
import { DeskLive } from "#desk/live/desk-live.ts";
import { createUploads } from "#uploads/uploads.ts";

/** The inbox of the desk. `take`: does what turns have for it. */
export type DeskInbox = { routes: readonly DeskRoute[]; take: (item: ForDesk) => Promise<void> };

/** Opens the inbox, when the configuration has a desk and the store keeps something for one. */
export function openInbox(
  foundation: Foundation,
  { accept, connectors, channels }: Pick<Reception, "accept" | "connectors"> & { channels: DeskChannels | undefined },
  parts: AsyncDisposableStack,
): DeskInbox | undefined {
  const { settings, services, now, logger } = foundation;
  const { store, signals, blobs, limits } = services;
  const { desk, operator } = store;
  if (settings.desk === undefined || desk === undefined || operator === undefined) return undefined;
  const { hosted } = connectors;
  const shared = {
    ...desk,
    people: store.people,
    accept,
    log: store.log,
    operator,
    deliveryStates: (ids: readonly string[]) => store.outbox.states(ids),
    channelNames: (id: string) => {
      const connector = hosted.get(id);
      return {
        channel: connector?.channel ?? "unknown",
        channelName: channels?.runner.nameOf(id) ?? connector?.displayName ?? id,
      };
    },
    sendsOf: (id: string) => {
      const connector = hosted.get(id);
      return connector === undefined ? undefined : sentByChannel(connector);
    },
    deskPath: deskPathOf(settings.publicUrl),
    now,
  };
  const files = new OperatorFiles({
    connectorOf: async (conversationId) =>
      hosted.get((await store.people.addressOf(conversationId))?.connectorId ?? ""),
    uploads: (connectorId, bounds) =>
      createUploads({ connectorId, store: store.uploads, blobs, scanner: scannerOf(foundation), now, logger }, bounds),
    limit: limits.rate("desk:files", { count: 300, seconds: 3_600 }),
  });
  const live = parts.use(new DeskLive({ ...shared, signals, logger }));
  const changed = (conversationId: string): void => live.changed(conversationId);
  const inbox: InboxParts = {
    ...shared,
    changed,
    live,
    blobs,
    files,
    viewers: (conversationId) => live.viewersOf(conversationId),
    typing: async (conversationId, on) => {
      const found = await store.people.addressOf(conversationId);
      const connector = hosted.get(found?.connectorId ?? "");
      if (found !== undefined && connector?.delivery === "push") await connector.typing(found.address, on);
      else signals.publish(conversationId, { type: "frame", frame: { type: "typing", on } });
    },
  };
  const stopping = new AbortController();
  parts.defer(() => stopping.abort());
  parts.use(watchQueues({ ...desk, changed, now, logger }));
  parts.use(watchOffers({ ...desk, present: () => live.present, changed, now, logger }));
  return {
    routes: [
      ...inboxRoutes(inbox),
      fileRoute(inbox),
      transcriptRoute(inbox),
      ...uploadRoutes(inbox),
      liveRoute(inbox, stopping.signal),
      ...queueRoutes({ ...desk, now }),
    ],
    take: (item) => takeDelivery({ ...inbox, changed }, item),
  };
}
