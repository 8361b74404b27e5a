import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import type { Delivered } from "#connectors/web/tock/stream/delivered.ts";
import type { Identify } from "#connectors/web/tock/identity/identify.ts";
import type { TockSettings } from "./options.ts";
import type { OpenStreams } from "#connectors/web/tock/stream/open-streams.ts";
import type { PendingTurns } from "#connectors/web/tock/request/pending-turns.ts";

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
