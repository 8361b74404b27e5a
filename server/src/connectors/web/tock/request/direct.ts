import type { Request, Response } from "express";
import { readLog } from "#channel/kit/log-reader.ts";
import { endOnClose, serverGoesDown } from "#connectors/web/reading/connections.ts";
import { waitFor } from "#async/wait-for.ts";
import { acceptable, answerAccepted } from "./answer-request.ts";
import { parseRequest } from "./parse-request.ts";
import { parseJson, readBody } from "./read-body.ts";
import { responseIdOf } from "#connectors/web/tock/response-id.ts";
import { drain, keepAlive, openStream, writeEvent } from "#connectors/web/tock/stream/stream-events.ts";
import type { TockContext } from "#connectors/web/tock/tock-context.ts";
import { TurnEvents } from "#connectors/web/tock/stream/turn-events.ts";
import type { TockAnswer } from "#connectors/web/tock/wire.ts";

/**
 * `/sse/direct`: one turn, answered by a stream whose last event says that it is the last. The server leaves the stream open, as a
 * client that is cut off would ask again.
 */
export async function answerDirectly(tock: TockContext, request: Request, response: Response): Promise<void> {
  const { web, host } = tock;
  if (web.connections.closing) throw serverGoesDown();
  const asked = parseRequest(await inputOf(request));
  const claims = await tock.identify(request, response, asked.userId);
  const event = await acceptable(tock, claims, asked);
  if (!asked.isStreamed) return await answerAccepted(tock, { claims, asked, event }, response);
  const { visitorId, conversationId } = claims;
  await web.limits.handshakes(visitorId);
  using connection = await web.connections.open(claims, "stream");
  endOnClose(response, connection);
  const { signal } = connection;
  using pending = tock.pending.begin(conversationId, event.id);
  const { seq } = await host.accept(event);
  openStream(response);
  using _pings = keepAlive(tock, response);
  let last: TockAnswer | undefined;
  using events = new TurnEvents(tock, {
    conversationId,
    replayUntil: seq,
    send: (answer) => {
      // One is held back: only the end of the turn shows which one is the last.
      if (last !== undefined) writeEvent(response, last);
      last = answer;
    },
    canGrow: () => !response.writableNeedDrain,
    withSources: asked.withSources,
  });
  const said: number[] = [];
  for await (const entry of readLog(host, conversationId, { after: seq - 1, signal })) {
    if (entry.type === "turn.end" && entry.of === seq) break;
    const isOther = "of" in entry && entry.of !== seq;
    if (!isOther && (await events.add(entry))) said.push(entry.seq);
    if (response.writableNeedDrain) await drain(response, connection, web.stallMs);
  }
  if (signal.aborted) return void response.end();
  const { responses, metadata } = last ?? { responses: [], metadata: { RESPONSE_ID: responseIdOf(event.id) } };
  writeEvent(response, { responses, metadata: { ...metadata, LAST_ANSWER: "true" } });
  pending.over(tock.delivered.add(conversationId, visitorId, said));
  await waitFor<never>(() => undefined, signal);
  response.end();
}

/** In a header, which holds no bytes but those of Latin-1 as they are, or as the body. */
async function inputOf(request: Request): Promise<unknown> {
  const header = request.get("message");
  return header === undefined ? await readBody(request) : parseJson(Buffer.from(header, "latin1").toString());
}
