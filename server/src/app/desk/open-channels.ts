import type { Foundation } from "#app/backend/foundation.ts";
import type { Reception } from "#app/backend/reception.ts";
import { accountRoutes } from "#desk/channels/account-routes.ts";
import { type ChannelParts, channelRoutes } from "#desk/channels/channel-routes.ts";
import { ChannelRunner } from "#desk/channels/channel-runner.ts";
import { ChannelStore } from "#desk/channels/channel-store.ts";
import { createSealing, sealingPurpose } from "#desk/channels/sealing.ts";
import type { DeskRoute } from "#desk/http/route.ts";

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
  const sealing = createSealing(services.key(sealingPurpose), services.formerKeys(sealingPurpose));
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
