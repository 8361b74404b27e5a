import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type Problem, toProblem } from "@causerie/protocol";

/** Answers an upgrade with a problem instead of a WebSocket. */
export function refuseUpgrade(socket: Duplex, problem: Problem): void {
  const body = JSON.stringify(problem);
  // The peer may have left already, which is no error of this server.
  socket.on("error", () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${problem.status} Refused\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/**
 * As soon as a server has any listener for upgrades, Node leaves open for ever an upgrade that no listener handles. Call
 * this once per server. `isClaimed` says which paths have a listener.
 */
export function refuseUnclaimedUpgrades(server: Server, isClaimed: (path: string) => boolean): void {
  server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
    if (!isClaimed(pathOf(request))) refuseUpgrade(socket, toProblem("not_found", "no WebSocket is served here"));
  });
}

export function pathOf({ url = "" }: IncomingMessage): string {
  const mark = url.indexOf("?");
  return mark < 0 ? url : url.slice(0, mark);
}
