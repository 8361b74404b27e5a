import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Received {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Receiver extends AsyncDisposable {
  url: string;
  received: Received[];
  /** The messaging events of all webhooks, in the order of arrival. */
  events(): Record<string, unknown>[];
}

/** A server under test in miniature: it records what comes in and answers as it is told. */
export async function startReceiver(
  answer: (received: Received, response: ServerResponse) => void = (_, response) => response.end("EVENT_RECEIVED"),
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      const entry = { method: request.method ?? "", url, headers: request.headers, text: body };
      received.push(entry);
      answer(entry, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messenger`,
    received,
    events: () => received.flatMap(toEvents),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function toEvents(received: Received): Record<string, unknown>[] {
  const body = JSON.parse(received.text) as { entry: { messaging: Record<string, unknown>[] }[] };
  return body.entry.flatMap((entry) => entry.messaging);
}
