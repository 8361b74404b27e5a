import type { ClientToServerEvents, ServerToClientEvents } from "@causerie/protocol";
import type { DefaultEventsMap, Server, Socket } from "socket.io";
import type { Line } from "#connectors/web/reading/lines.ts";
import type { Identity } from "#connectors/web/session.ts";

/** What is known of a socket once it may connect. */
export type Admitted = { identity: Identity; line: Line; since: string | undefined };

export type WebSocketServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, Admitted>;
export type WebSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, Admitted>;
