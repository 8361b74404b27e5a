import type { WebSocket } from "./admit.ts";

/** "The endpoint has received a message that violates its policy" (RFC 6455, 7.4.1). */
const policyViolation = 1008;
const lingerMs = 1000;

/** Closes with a code, which Engine.IO cannot: the peer learns that it is not the line that has failed. */
export function closeRefused(socket: WebSocket): void {
  const { conn } = socket;
  // What it goes on sending until it is cut is not looked at.
  socket.removeAllListeners();
  const webSocket = Reflect.get(conn.transport, "socket") as { close(code: number, reason: string): void };
  const close = (): void => webSocket.close(policyViolation, "refused too often");
  const isWaiting = (Reflect.get(conn, "writeBuffer") as unknown[]).length > 0;
  // The last answer leaves first.
  if (isWaiting) conn.once("drain", close);
  else close();
  const raw = conn.request.socket;
  setTimeout(() => raw.destroy(), lingerMs).unref();
}
