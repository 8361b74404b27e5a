import { join } from "node:path";
import type { BlobStore } from "#channel/blob-store.ts";
import type { Settings } from "#config/config.ts";
import { deriveKeys, keptSecret } from "#config/secret.ts";
import { createInProcessSignals } from "#pipeline/signals/in-process-signals.ts";
import type { Signals } from "#pipeline/signals/signals.ts";
import { createFolderBlobStore, removeAbandonedFiles } from "#store/blobs/folder-blob-store.ts";
import { openSqliteStore } from "#store/sqlite/open-sqlite-store.ts";
import type { Store } from "#store/store.ts";
import type { Logger } from "./logger.ts";

/** What several processes of one server share. In one process all of it is embedded. */
export type Services = AsyncDisposable & {
  readonly store: Store;
  readonly signals: Signals;
  readonly blobs: BlobStore;
  /** Keys of 32 bytes by purpose, derived from the secret. */
  readonly key: (purpose: string) => Uint8Array;
};

/** No file takes a day to arrive. */
const abandonedAfterMs = 24 * 3_600_000;

export type ServiceOptions = { store?: Store | undefined; now: () => number; logger: Logger };

/**
 * Chooses the store, the signals, the place for files and the secret by the configuration: the one place that knows which there are. Today one
 * process owns a SQLite file, so signals stay in the process.
 *
 * @throws ConfigError when the data folder cannot be used.
 */
export async function openServices(
  settings: Pick<Settings, "data" | "secret">,
  { store: given, now, logger }: ServiceOptions,
): Promise<Services> {
  await using parts = new AsyncDisposableStack();
  const store = parts.use(given ?? (await openSqliteStore({ folder: settings.data, now, logger })));
  const signals = parts.use(
    createInProcessSignals((err) => logger.error({ err }, "a listener of signals failed; the others go on")),
  );
  const files = join(settings.data, "blobs");
  await removeAbandonedFiles(files, Date.now() - abandonedAfterMs);
  const blobs = createFolderBlobStore(files);
  const key = deriveKeys(settings.secret ?? keptSecret(settings.data));
  const kept = parts.move();
  return { store, signals, blobs, key, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
