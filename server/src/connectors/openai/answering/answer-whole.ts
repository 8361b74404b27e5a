import type { Response } from "express";
import { serverStops } from "#app/errors.ts";
import { sendJson } from "#http/responses.ts";
import { type Asked, headOf } from "./asked.ts";
import { hintRetry, notYet } from "./not-yet.ts";
import { joinSaid, saidByTeamBefore, separator } from "./said.ts";
import { toCompletion } from "./wire.ts";

/** Answers in one piece, once the bot has said all or the time is over. */
export async function answerWhole(asked: Asked, response: Response): Promise<void> {
  const { host, event, settings, signal, closing } = asked;
  const deadlineMs = settings.waitSeconds * 1_000;
  const { seq, complete, said } = await host.replyTo(event, { deadlineMs, signal });
  if (closing.aborted) throw serverStops();
  if (signal.aborted) return;
  const byTeam = await saidByTeamBefore(host, event.conversationId, seq);
  const content = [byTeam, joinSaid(said)].filter((words) => words !== "").join(separator);
  if (content === "" && !complete) {
    hintRetry(asked, response);
    throw notYet();
  }
  sendJson(response, 200, toCompletion(headOf(asked, seq), content, complete ? "stop" : "length"));
}
