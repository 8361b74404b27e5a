import type { Response } from "express";
import { readLog } from "#channel/kit/log-reader.ts";
import type { Frame } from "#channel/log.ts";
import { type Asked, headOf } from "./asked.ts";
import { GrowingAnswer } from "./growing-answer.ts";
import { saidByTeamBefore } from "./said.ts";
import { toChunk, toUsageChunk } from "./wire.ts";

/** Milliseconds between two lines that say nothing: proxies close a connection on which nothing comes. */
const pingMs = 15_000;

/** Answers by server-sent events, while the answer comes about. */
export async function answerStream(asked: Asked, response: Response): Promise<void> {
  const { host, event, settings, withUsage } = asked;
  const { conversationId } = event;
  const deadline = AbortSignal.timeout(settings.waitSeconds * 1_000);
  const signal = AbortSignal.any([asked.signal, deadline]);
  const early: Frame[] = [];
  let answer: GrowingAnswer | undefined;
  // Before the event is stored: its answer may begin at once.
  using _watch = host.watch(conversationId, {
    wake: () => undefined,
    frame: (frame) => (answer === undefined ? void early.push(frame) : answer.frame(frame)),
  });
  const { seq } = await host.accept(event);
  const byTeam = await saidByTeamBefore(host, conversationId, seq);
  const head = headOf(asked, seq);
  openStream(response);
  using _pings = keepAlive(response);
  send(response, toChunk(head, { role: "assistant", content: "" }));
  answer = new GrowingAnswer(seq, (content) => send(response, toChunk(head, { content })));
  answer.say(byTeam);
  for (const frame of early) answer.frame(frame);
  let isComplete = false;
  for await (const entry of readLog(host, conversationId, { after: seq, signal })) {
    isComplete = entry.type === "turn.end" && entry.of === seq;
    if (isComplete) break;
    answer.add(entry);
  }
  send(response, toChunk(head, {}, isComplete ? "stop" : "length"));
  if (withUsage) send(response, toUsageChunk(head));
  write(response, "data: [DONE]\n\n");
  response.end();
}

function openStream(response: Response): void {
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache",
    Connection: "keep-alive",
    // Otherwise nginx buffers the stream before it passes it on.
    "X-Accel-Buffering": "no",
  });
}

/** JSON has no raw line breaks, so no text can end its own line and begin a field. */
function send(response: Response, chunk: object): void {
  write(response, `data: ${JSON.stringify(chunk)}\n\n`);
}

/** A peer may have gone, and a write to nobody is an error. */
function write(response: Response, text: string): void {
  if (!response.destroyed) response.write(text);
}

/** A line that begins with a colon is a comment. */
function keepAlive(response: Response): Disposable {
  const timer = setInterval(() => write(response, ": waiting\n\n"), pingMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
