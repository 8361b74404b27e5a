import type { BlobStore } from "#channel/host/blob-store.ts";
import type { Limits } from "#channel/host/limits.ts";
import type { Settings } from "#config/config.ts";
import { deriveKeys, fingerprint, keptSecrets, type Secrets } from "#config/secret.ts";
import { createInProcessLimits } from "#limits/in-process-limits.ts";
import { createSharedLimits } from "#limits/shared-limits.ts";
import { createInProcessSignals } from "#pipeline/signals/in-process-signals.ts";
import { createSharedSignals } from "#pipeline/signals/shared-signals.ts";
import type { Signals } from "#pipeline/signals/signals.ts";
import { Sweep } from "#pipeline/watching/sweep.ts";
import { createWatching, type Watching } from "#pipeline/watching/watching.ts";
import { connectRedis } from "#redis/connection.ts";
import { createRedisBroadcast } from "#redis/redis-broadcast.ts";
import { createRedisLimits } from "#redis/redis-limits.ts";
import { openBlobStore } from "#store/blobs/open-blob-store.ts";
import type { PostgresStore } from "#store/postgres/open-postgres-store.ts";
import { openSqliteStore } from "#store/sqlite/open-sqlite-store.ts";
import type { Store } from "#store/store.ts";
import type { Logger } from "./logger.ts";

/** What several processes of one server share. In one process all of it is embedded. */
export type Services = AsyncDisposable & {
  readonly store: Store;
  readonly signals: Signals;
  readonly watching: Watching;
  readonly limits: Limits;
  readonly blobs: BlobStore;
  /** Keys of 32 bytes by purpose, derived from the secret. */
  readonly key: (purpose: string) => Uint8Array;
  /** The same of the secrets before: what they signed is still believed. */
  readonly formerKeys: (purpose: string) => Uint8Array[];
};

export type ServiceOptions = { store?: Store | undefined; now: () => number; logger: Logger };

/** Most servers keep their data in a file, and need not wait for its client. */
const postgres = () => import("#store/postgres/open-postgres-store.ts");

/**
 * Chooses the store, what processes tell each other with, where limits are counted, the place for files and the secret by the
 * configuration: the one place that knows which there are.
 *
 * @throws ConfigError when the data folder or the database cannot be used.
 */
export async function openServices(
  settings: Pick<Settings, "data" | "database" | "files" | "redis" | "secret" | "previousSecret">,
  { store: given, now, logger }: ServiceOptions,
): Promise<Services> {
  await using parts = new AsyncDisposableStack();
  const { data, database } = settings;
  const secrets = secretsOf(settings);
  const { isNew } = secrets;
  const prints = [secrets.current, ...secrets.former].map(fingerprint);
  const secret = { prints, isNew };
  const shared =
    given === undefined && database !== undefined
      ? parts.use(await (await postgres()).openPostgresStore({ url: database, now, logger, secret }))
      : undefined;
  const store = shared ?? parts.use(given ?? (await openSqliteStore({ folder: data, now, logger, secret })));
  const sweep = parts.use(
    new Sweep({
      log: store.growth,
      failed: (err) => logger.debug({ err }, "the store was not asked for what signals have lost"),
    }),
  );
  const { signals, limits } = await openShared(parts, { shared, redis: settings.redis, sweep, logger });
  const watching = createWatching({ signals, log: store.log, sweep });
  const blobs = parts.use(await openBlobStore(settings, logger));
  const kept = parts.move();
  return {
    store,
    signals,
    watching,
    limits,
    blobs,
    key: deriveKeys(secrets.current),
    formerKeys: (purpose) => secrets.former.map((former) => deriveKeys(former)(purpose)),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function secretsOf({ data, secret, previousSecret }: Pick<Settings, "data" | "secret" | "previousSecret">): Secrets {
  const secrets = secret === undefined ? keptSecrets(data) : { current: secret, former: [], isNew: false };
  return previousSecret === undefined ? secrets : { ...secrets, former: [previousSecret, ...secrets.former] };
}

type SharedParts = { shared: PostgresStore | undefined; redis: string | undefined; sweep: Sweep; logger: Logger };

/** Over Redis where there is one, else over the database that is shared, else in this process. */
async function openShared(
  parts: AsyncDisposableStack,
  { shared, redis, sweep, logger }: SharedParts,
): Promise<Pick<Services, "signals" | "limits">> {
  const failed = (err: unknown): void => logger.error({ err }, "a listener of signals failed; the others go on");
  if (shared === undefined)
    return { signals: parts.use(createInProcessSignals(failed)), limits: createInProcessLimits() };
  const connection = redis === undefined ? undefined : parts.use(await connectRedis(redis, logger));
  const broadcast =
    connection === undefined
      ? (await import("#store/postgres/postgres-broadcast.ts")).createPostgresBroadcast(shared.notifications)
      : createRedisBroadcast(connection);
  const limits = connection === undefined ? shared.limits : createRedisLimits(connection);
  return {
    signals: parts.use(await createSharedSignals({ broadcast, failed, restored: () => sweep.look() })),
    limits: parts.use(createSharedLimits(limits)),
  };
}
