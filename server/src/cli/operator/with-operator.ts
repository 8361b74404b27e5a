import { readSettings } from "#cli/loading/load-config.ts";
import { UsageError } from "#cli/usage-error.ts";
import type { CauserieConfig } from "#config/config.ts";
import type { DeskStore } from "#desk/desk-store.ts";
import type { Operator } from "#operator/operator.ts";
import type { SessionStore } from "#sessions/session-store.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { openBlobStore } from "#store/blobs/open-blob-store.ts";
import { openOperator } from "#store/sqlite/operator/open-operator.ts";

export type OperatorOptions = {
  json?: boolean | undefined;
  connector?: string | undefined;
  user?: string | undefined;
  state?: string | undefined;
  limit?: string | undefined;
  all?: boolean | undefined;
  undo?: boolean | undefined;
  role?: string | undefined;
  first?: boolean | undefined;
  scopes?: string | undefined;
  out?: string | undefined;
};

type Parts = {
  operator: Operator;
  sessions: SessionStore;
  desk: Pick<DeskStore, "records" | "figures">;
  blobs: BlobStore;
  /** Where the data is, for the operator to read. */
  location: string;
  isServerRunning: boolean;
};

/** Opens the store of the configuration for an operator's command, also while its servers run. */
export async function withOperator<Result>(
  config: CauserieConfig,
  work: (parts: Parts) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(config);
  const { data, database } = settings;
  using blobs = await openBlobStore(settings);
  if (database !== undefined) {
    const { withPostgresOperator } = await import("#store/postgres/operator/open-operator.ts");
    return await withPostgresOperator(database, ({ operator, sessions, desk, shown, isServerRunning }) =>
      work({ operator, sessions, desk, blobs, location: `PostgreSQL at ${shown}`, isServerRunning }),
    );
  }
  using opened = openOperator(data);
  const { operator, sessions, desk, isServerRunning } = opened;
  return await work({ operator, sessions, desk, blobs, location: data, isServerRunning });
}

/** How many a list shows. @throws UsageError when it is no number. */
export function limitOf({ limit = "50" }: OperatorOptions): number {
  if (!/^[1-9]\d{0,6}$/.test(limit)) throw new UsageError(["--limit must be a whole number from 1"]);
  return Number(limit);
}

/**
 * The connector that a command is about: the one that is named, or the only one.
 * @throws UsageError when none is named and there are several, or neither the configuration nor the store knows it.
 */
export async function connectorOf(
  { connector }: OperatorOptions,
  { connectors }: CauserieConfig,
  operator: Operator,
): Promise<string> {
  const ids = connectors.map(({ id }) => id);
  const [only] = ids;
  if (connector === undefined && ids.length === 1 && only !== undefined) return only;
  if (connector === undefined)
    throw new UsageError([`say which connector: --connector ${ids.join(" or --connector ")}`]);
  if (!ids.includes(connector) && !(await isKept(connector, operator)))
    throw new UsageError([
      `there is no connector "${connector}"; there ${ids.length === 1 ? "is" : "are"} ${ids.join(", ")}`,
    ]);
  return connector;
}

/** What a list is narrowed to. @throws ConfigError as {@link connectorOf} does. */
export async function connectorFilter(
  options: OperatorOptions,
  config: CauserieConfig,
  operator: Operator,
): Promise<{ connectorId?: string }> {
  return options.connector === undefined ? {} : { connectorId: await connectorOf(options, config, operator) };
}

/** What a connector has left behind can be reached after it was taken out of the configuration. */
async function isKept(connectorId: string, operator: Operator): Promise<boolean> {
  const [conversations, deliveries, blocked] = await Promise.all([
    operator.conversations({ connectorId }, 1),
    operator.deliveries({ connectorId }, 1),
    operator.blocked(),
  ]);
  return conversations.length + deliveries.length > 0 || blocked.some((each) => each.connectorId === connectorId);
}
