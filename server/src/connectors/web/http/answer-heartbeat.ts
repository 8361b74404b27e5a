import type { ServerResponse } from "node:http";

const jsonHead = { "Content-Type": "application/json; charset=utf-8" };

/**
 * Shows a peer that its line lives while it waits for an answer in JSON: the head comes, and white space, which JSON allows before a
 * value. From then on the status cannot change any more: who has another answer must cut the connection.
 * @param everyMs a wait that is over sooner is not touched.
 */
export function keepAnswerAlive(response: ServerResponse, everyMs: number): Disposable {
  const heartbeat = setInterval(() => {
    if (response.destroyed || response.writableNeedDrain) return;
    if (!response.headersSent) response.writeHead(200, jsonHead);
    response.write(" ");
  }, everyMs);
  return { [Symbol.dispose]: () => clearInterval(heartbeat) };
}
