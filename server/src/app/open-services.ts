import { join } from "node:path";
import type { BlobStore } from "#channel/blob-store.ts";
import type { Settings } from "#config/config.ts";
import { deriveKeys, fingerprint, keptSecrets, type Secrets } from "#config/secret.ts";
import { createInProcessSignals } from "#pipeline/signals/in-process-signals.ts";
import type { Signals } from "#pipeline/signals/signals.ts";
import { createFolderBlobStore, removeAbandonedFiles } from "#store/blobs/folder-blob-store.ts";
import { openPostgresStore } from "#store/postgres/open-postgres-store.ts";
import { openSqliteStore } from "#store/sqlite/open-sqlite-store.ts";
import type { Store } from "#store/store.ts";
import { describeError, type Logger } from "./logger.ts";

/** What several processes of one server share. In one process all of it is embedded. */
export type Services = AsyncDisposable & {
  readonly store: Store;
  readonly signals: Signals;
  readonly blobs: BlobStore;
  /** Keys of 32 bytes by purpose, derived from the secret. */
  readonly key: (purpose: string) => Uint8Array;
  /** The same of the secrets before: what they signed is still believed. */
  readonly formerKeys: (purpose: string) => Uint8Array[];
};

/** No file takes a day to arrive. */
const abandonedAfterMs = 24 * 3_600_000;

export type ServiceOptions = { store?: Store | undefined; now: () => number; logger: Logger };

/**
 * Chooses the store, the signals, the place for files and the secret by the configuration: the one place that knows which there are. Signals
 * stay in the process.
 *
 * @throws ConfigError when the data folder or the database cannot be used.
 */
export async function openServices(
  settings: Pick<Settings, "data" | "database" | "secret" | "previousSecret">,
  { store: given, now, logger }: ServiceOptions,
): Promise<Services> {
  await using parts = new AsyncDisposableStack();
  const { data, database } = settings;
  const secrets = secretsOf(settings);
  const { isNew } = secrets;
  const prints = [secrets.current, ...secrets.former].map(fingerprint);
  const secret = { prints, isNew };
  const store = parts.use(
    given ??
      (database === undefined
        ? await openSqliteStore({ folder: data, now, logger, secret })
        : await openPostgresStore({ url: database, now, logger })),
  );
  const signals = parts.use(
    createInProcessSignals((err) =>
      logger.error({ err: describeError(logger, err) }, "a listener of signals failed; the others go on"),
    ),
  );
  const files = join(settings.data, "blobs");
  await removeAbandonedFiles(files, Date.now() - abandonedAfterMs);
  const blobs = createFolderBlobStore(files);
  const kept = parts.move();
  return {
    store,
    signals,
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
