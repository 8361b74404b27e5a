import type { Request, Response } from "express";
import { RequestError } from "#app/errors.ts";
import { waitFor } from "#async/wait-for.ts";
import { readLog } from "#channel/kit/log-reader.ts";
import { bearerOf } from "#connectors/web/authorize.ts";
import { type Connection, endOnClose, serverGoesDown } from "#connectors/web/reading/connections.ts";
import { TurnEvents } from "./turn-events.ts";
import type { TockContext } from "#connectors/web/tock/tock-context.ts";
import type { TockAnswer } from "#connectors/web/tock/wire.ts";

/**
 * Milliseconds after which what was sent counts as arrived. The kits find a dead line after 15 s and come again: what was sent into
 * it meanwhile is sent once more.
 */
const arrivedAfterMs = 20_000;
/** Milliseconds before the end of a stream: what was sent in them may have met nobody. */
const crossedMs = 1_000;

/** `GET {path}/sse`: what is said to a person from now on, and before it what no client of theirs has got. */
export async function streamEvents(tock: TockContext, request: Request, response: Response): Promise<void> {
  const { web, host } = tock;
  if (web.connections.closing) throw serverGoesDown();
  const userId = userIdIn(request);
  if (userId === undefined && bearerOf(request) === undefined)
    throw new RequestError("invalid_request", "userid: is missing");
  const claims = await tock.identify(request, response, userId);
  const { visitorId, conversationId } = claims;
  await web.limits.handshakes(visitorId);
  if (isProbe(request)) {
    openStream(response);
    response.end();
    return;
  }
  using connection = await web.connections.open(claims, "stream");
  using _open = await tock.streams.open(visitorId);
  endOnClose(response, connection);
  openStream(response);
  using _pings = keepAlive(tock, response);
  const { signal } = connection;
  await tock.pending.settled(conversationId, signal);
  const after = await tock.delivered.startOf(conversationId, visitorId);
  const { lastSeq } = await host.log.position(conversationId);
  const sent: { seq: number; at: number }[] = [];
  const arrived = (before: number): void => {
    const count = sent.findIndex(({ at }) => at > before);
    const seqs = sent.splice(0, count < 0 ? sent.length : count).map(({ seq }) => seq);
    void tock.delivered.add(conversationId, visitorId, seqs);
  };
  const look = setInterval(() => arrived(host.steady() - arrivedAfterMs), tock.pingMs);
  using events = new TurnEvents(tock, {
    conversationId,
    replayUntil: lastSeq,
    send: (answer) => writeEvent(response, answer),
    canGrow: () => !response.writableNeedDrain,
  });
  try {
    for await (const event of readLog(host, conversationId, { after, signal })) {
      if (event.seq <= lastSeq && tock.delivered.has(conversationId, event.seq)) continue;
      const hasSaid = await events.add(event);
      // Whoever has gone meanwhile may not have got it.
      if (signal.aborted) break;
      if (hasSaid) sent.push({ seq: event.seq, at: host.steady() });
      if (response.writableNeedDrain) await drain(response, connection, web.stallMs);
    }
  } finally {
    clearInterval(look);
    // Whoever has closed it in order has read what was sent before, but for what has crossed the end on its way.
    if (request.socket.errored === null && connection.ended !== "stalled") arrived(host.steady() - crossedMs);
  }
  if (connection.ended === "stalled") response.destroy();
  else response.end();
}

/** In any case of letters: documents say `userId`, and the kits write `userid`. */
function userIdIn({ query }: Request): string | undefined {
  const [, value] = Object.entries(query).find(([name]) => name.toLowerCase() === "userid") ?? [];
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/**
 * A kit asks by a plain request whether there are streams, and never reads the answer: what was sent into it would be lost, and it
 * would stay open for as long as the page.
 */
function isProbe({ method, headers }: Request): boolean {
  return method === "HEAD" || !(headers.accept ?? "").toLowerCase().includes("text/event-stream");
}

/** The first ping goes out at once: until then a page's input is disabled. */
export function openStream(response: Response): void {
  response.writeHead(200, {
    "Content-Type": "text/event-stream;charset=UTF-8",
    "Cache-Control": "no-cache",
    Connection: "keep-alive",
    // Otherwise nginx buffers the stream before it passes it on.
    "X-Accel-Buffering": "no",
  });
  response.write(ping);
}

const ping = "event: ping\ndata: 1\n\n";

export function keepAlive({ pingMs }: Pick<TockContext, "pingMs">, response: Response): Disposable {
  const timer = setInterval(() => {
    if (!response.writableNeedDrain && !response.destroyed) response.write(ping);
  }, pingMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** JSON has no raw line breaks, so no text can end its own line and begin a field. */
export function writeEvent(response: Response, answer: TockAnswer): void {
  // A peer may have gone in the middle of an event, and a write to nobody is an error.
  if (!response.destroyed) response.write(`event: message\ndata: ${JSON.stringify(answer)}\n\n`);
}

export async function drain(response: Response, connection: Connection, stallMs: number): Promise<void> {
  const drained = await waitFor<true>((done) => response.once("drain", () => done(true)), connection.signal, stallMs);
  if (drained === undefined) connection.end("stalled");
}
