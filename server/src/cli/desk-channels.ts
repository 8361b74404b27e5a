import { allChannelKinds } from "#app/channel-kinds.ts";
import type { Settings } from "#config/config.ts";
import { deriveKeys, readSecrets } from "#config/secret.ts";
import { type KeptChannel, readChannels } from "#desk/channels/kept-channel.ts";
import { type MadeConnector, makeKept } from "#desk/channels/make-connector.ts";
import { createSealing, type Sealing, sealingPurpose } from "#channel/kit/sealing.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { readDesk } from "#store/sqlite/operator/read-desk.ts";

type NeededSettings = Pick<Settings, "channelKinds" | "data" | "database" | "desk" | "previousSecret" | "secret">;

/** A channel that was made at the desk and is switched on, as the servers run it. */
export type DeskChannel = Pick<KeptChannel, "id" | "name"> & { made: MadeConnector };

/**
 * The channels of the desk, for a command that is about all connectors. Reads only. None where the desk is off, or no server has kept
 * anything yet.
 * @throws ConfigError when the database cannot be used.
 */
export async function activeDeskChannels(settings: NeededSettings): Promise<DeskChannel[]> {
  if (settings.desk === undefined) return [];
  const kinds = new Map(allChannelKinds(settings.channelKinds).map((kind) => [kind.channel, kind]));
  const sealing = sealingOf(settings);
  const channels = await readRecords(settings, readChannels);
  return channels
    .filter(({ isActive }) => isActive)
    .map((channel) => ({ id: channel.id, name: channel.name, made: makeKept(channel, kinds, sealing) }));
}

async function readRecords<Row>(
  { data, database }: NeededSettings,
  work: (records: Pick<DeskRecords, "list">) => Promise<Row[]>,
): Promise<Row[]> {
  if (database === undefined) return (await readDesk(data, work)) ?? [];
  const postgres = await import("#store/postgres/operator/read-desk.ts");
  return (await postgres.readDesk(database, work)) ?? [];
}

/** Makes no secret where there is none: what was never kept has sealed nothing. */
function sealingOf({ data, secret, previousSecret }: NeededSettings): Sealing {
  const { current, former } =
    secret === undefined ? (readSecrets(data) ?? { current: "", former: [] }) : { current: secret, former: [] };
  const before = previousSecret === undefined ? former : [previousSecret, ...former];
  const keyOf = (each: string): Uint8Array => deriveKeys(each)(sealingPurpose);
  return createSealing(keyOf(current), before.map(keyOf));
}
