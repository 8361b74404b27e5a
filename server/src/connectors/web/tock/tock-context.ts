import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import type { Delivered } from "./delivered.ts";
import type { Identify } from "./identify.ts";
import type { TockSettings } from "./options.ts";
import type { OpenStreams } from "./open-streams.ts";
import type { PendingTurns } from "./pending-turns.ts";

/** What the routes of the dialect share. */
export type TockContext = {
  web: WebContext;
  host: ConnectorHost;
  settings: TockSettings;
  identify: Identify;
  delivered: Delivered;
  pending: PendingTurns;
  streams: OpenStreams;
  /** Milliseconds between two pings. */
  pingMs: number;
};
