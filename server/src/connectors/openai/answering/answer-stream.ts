import type { Response } from "express";
import { serverStops } from "#app/errors.ts";
import { readLog } from "#channel/kit/log-reader.ts";
import type { Frame } from "#channel/log.ts";
import { type Asked, headOf } from "./asked.ts";
import { GrowingAnswer } from "./growing-answer.ts";
import { LateStream } from "./late-stream.ts";
import { hintRetry, notYet } from "./not-yet.ts";
import { saidByTeamBefore } from "./said.ts";

/**
 * Answers by server-sent events, while the answer comes about. Where nothing comes about in time, the client must not take it for an empty
 * answer: it gets an error by its status, or by an event where a ping has begun the stream before.
 * @throws RequestError `unavailable`
 */
export async function answerStream(asked: Asked, response: Response): Promise<void> {
  const { host, event, settings, withUsage, closing } = asked;
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
  using stream = new LateStream(response, headOf(asked, seq));
  answer = new GrowingAnswer(seq, (content) => stream.say(content));
  answer.say(byTeam);
  for (const frame of early) answer.frame(frame);
  let isComplete = false;
  for await (const entry of readLog(host, conversationId, { after: seq, signal })) {
    isComplete = entry.type === "turn.end" && entry.of === seq;
    if (isComplete) break;
    answer.add(entry);
  }
  if (!isComplete && !stream.hasSaid) {
    if (asked.signal.aborted && !closing.aborted) return;
    if (!stream.isOpen && !closing.aborted) hintRetry(asked, response);
    stream.fail(closing.aborted ? serverStops() : notYet());
  } else stream.end(isComplete ? "stop" : "length", withUsage);
}
