import type { Foundation } from "#app/backend/foundation.ts";
import type { Reception } from "#app/backend/reception.ts";
import { accountRoutes } from "#desk/channels/account-routes.ts";
import { type ChannelParts, channelRoutes } from "#desk/channels/channel-routes.ts";
import { ChannelRunner } from "#desk/channels/channel-runner.ts";
import { ChannelStore } from "#desk/channels/channel-store.ts";
import { createSealing, type Sealing, sealingPurpose } from "#channel/kit/sealing.ts";
import { renewChannels } from "#desk/channels/renew-channels.ts";
import type { DeskRoute } from "#desk/http/route.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";

/** The channels that are made at the desk. */
export type DeskChannels = { routes: readonly DeskRoute[]; runner: ChannelRunner };

/** Starts what runs of them in this process, when the configuration has a desk and the store keeps something for one. */
export async function openChannels(
  { settings, overrides, services, now, steady, logger }: Foundation,
  { connectors }: Pick<Reception, "connectors">,
  parts: AsyncDisposableStack,
): Promise<DeskChannels | undefined> {
  const { store, signals } = services;
  if (settings.desk === undefined || store.desk === undefined) return undefined;
  const { records } = store.desk;
  const kinds = new Map(settings.channelKinds.map((kind) => [kind.channel, kind]));
  const formerKeys = services.formerKeys(sealingPurpose);
  const sealing = createSealing(services.key(sealingPurpose), formerKeys);
  if (formerKeys.length > 0) await renewSecrets(records, sealing, { now, logger });
  const fixed = settings.connectors;
  const runner = parts.use(new ChannelRunner({ records, kinds, sealing, connectors, logger, steady }));
  parts.use(
    signals.subscribeToServer((signal) => {
      if (signal.type === "channels") void runner.look();
    }),
  );
  await runner.look();
  const shared: ChannelParts = {
    records,
    store: new ChannelStore({ records, kinds, fixed, sealing, now }),
    runner,
    kinds,
    fixed,
    sealing,
    nameOf: (id) => connectors.hosted.get(id)?.displayName ?? id,
    calledAt: (id) => connectors.calledAt(id),
    notifyOthers: () => signals.publish("", { type: "channels" }),
    fetch: overrides.fetch ?? fetch,
    publicUrl: settings.publicUrl,
    now,
  };
  return { routes: [...channelRoutes(shared), ...accountRoutes(shared)], runner };
}

/** The channels run without it, as long as the former secret is known. */
async function renewSecrets(
  records: DeskRecords,
  sealing: Sealing,
  { now, logger }: Pick<Foundation, "now" | "logger">,
): Promise<void> {
  try {
    const channels = await renewChannels(records, sealing, now);
    if (channels.length > 0)
      logger.info(
        { channels },
        "what these channels of the desk keep secret is sealed with the server's new secret now",
      );
  } catch (err) {
    logger.error(
      { err },
      "the secrets of the channels of the desk are still sealed with the server's former secret: keep that one, and start the server again",
    );
  }
}
