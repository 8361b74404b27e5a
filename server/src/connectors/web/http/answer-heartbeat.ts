import type { ServerResponse } from "node:http";

const head = {
  "Content-Type": "application/json",
  // Otherwise nginx holds it back until it is whole.
  "X-Accel-Buffering": "no",
};

/**
 * Shows a peer that its line lives while it waits for an answer in JSON: the head comes, and white space, which JSON allows before a
 * value. From then on the status cannot change any more: who has another answer must cut the connection.
 * @param everyMs a wait that is over sooner is not touched.
 */
export function keepAnswerAlive(response: ServerResponse, everyMs: number): Disposable {
  const heartbeat = setInterval(() => {
    if (response.destroyed || response.writableNeedDrain) return;
    if (!response.headersSent) {
      // HTTP/1.1 keeps a connection without these words. They make room for what an answer of unknown length costs more.
      response.removeHeader("Connection");
      response.writeHead(200, head);
    }
    response.write(" ");
  }, everyMs);
  return { [Symbol.dispose]: () => clearInterval(heartbeat) };
}
