import {
  type ClientToServerEvents,
  describeIssues,
  protocolVersion,
  type ServerToClientEvents,
  socketAuthSchema,
} from "@causerie/protocol";
import type { DefaultEventsMap, Server, Socket } from "socket.io";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import { inConversation } from "#connectors/web/conversations/own-conversation.ts";
import { readCursor } from "#connectors/web/reading/cursor-start.ts";
import type { Connection } from "#connectors/web/reading/connections.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import { Heartbeat } from "./heartbeat.ts";

/** What the server knows of a socket that may connect. */
export type Admitted = {
  claims: SessionClaims;
  connection: Connection;
  since: string | undefined;
  heartbeat: Heartbeat;
};

export type WebSocketServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, Admitted>;
export type WebSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, Admitted>;

/** A connection of Engine.IO, below Socket.IO. */
export type Conn = WebSocket["conn"];

/** Checks the `auth` payload. The client gets an error of this as `connect_error`, with the problem as `data`. */
export async function admit(web: WebContext, socket: WebSocket): Promise<void> {
  const auth = v.safeParse(socketAuthSchema, socket.handshake.auth);
  if (!auth.success) throw new RequestError("invalid_request", describeIssues(auth.issues));
  const { token, conversationId, since, protocol, noop } = auth.output;
  if (protocol !== protocolVersion) {
    throw new RequestError("unsupported_version", `protocol: this server speaks ${protocolVersion}`);
  }
  const claims = await inConversation(web, await web.sessions.verify(token), conversationId);
  readCursor(since);
  await web.limits.handshakes(claims.visitorId);

  const connection = await web.connections.open(claims, "socket");
  // Registered here, because "connection" is never emitted for a socket that broke in the meantime.
  socket.conn.on("close", () => connection.end("gone"));
  if (socket.conn.readyState !== "open") connection.end("gone");
  const heartbeat = new Heartbeat(socket.conn, web.heartbeatMs, { knowsNoop: noop });
  Object.assign(socket.data, { claims, connection, since, heartbeat } satisfies Admitted);
}
