import type { RemoteBot } from "#bot/authoring/remote-bot.ts";
import type { Candidate } from "#bot/routing/candidate.ts";
import { callHandler } from "./call-handler.ts";
import { makeCurrent } from "./make-current.ts";
import type { StoryRun } from "./story-run.ts";
import type { Turn } from "./turn.ts";

/** Lets a bot that runs elsewhere answer. It is the story under way then, and what it interrupts is suspended as by any other. */
export async function runRemote(remote: RemoteBot, run: StoryRun, candidate: Candidate, turn: Turn): Promise<void> {
  makeCurrent(run, { ...candidate, params: {} }, { memory: {}, words: {} });
  await callHandler(() => remote.answer(turn, candidate.question ?? { params: {} }), turn);
}
