import { type IncomingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";

export type RawAnswer = {
  status: number;
  headers: IncomingHttpHeaders;
  /** As it came, not unpacked. */
  body: Buffer;
  /** All that came over the connection: head and body. */
  wireBytes: number;
};

/** What browsers accept over TLS. */
export const browserEncodings = "gzip, deflate, br, zstd";

/** One request on a connection of its own, by `node:http`: `fetch` asks for encodings by itself and unpacks them. */
export function rawGet(url: string, headers: Record<string, string> = {}, method = "GET"): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (answer) => {
      buffer(answer).then((body) => {
        const { statusCode = 0, headers: given, socket } = answer;
        resolve({ status: statusCode, headers: given, body, wireBytes: socket.bytesRead });
      }, reject);
    });
    asked.on("error", reject).end();
  });
}
