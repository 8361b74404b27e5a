import { AuthorError, StoryError } from "#app/errors.ts";
import type { FallbackReason } from "#bot/authoring/bot-options.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";
import type { Candidate, StoryPick } from "#bot/routing/candidate.ts";
import type { StoryOutcome, StoryPosition } from "./story-outcome.ts";
import { type CandidateResult, runCandidate } from "./run-candidate.ts";
import { callHandler } from "./call-handler.ts";
import { findStory } from "#bot/routing/story-rules.ts";
import type { StoryRun } from "./story-run.ts";
import { releaseCaller } from "#bot/state/pending-state.ts";
import { recordChanges } from "#bot/forms/leave-form.ts";
import { reactToLeft } from "#bot/forms/react-to-left.ts";
import {
  askAgainTarget,
  callTarget,
  maxSwitches,
  returnTarget,
  SlotRejection,
  StoryCall,
  StorySwitch,
  switchTarget,
} from "./switch-story.ts";
import { TurnBrokenOff } from "./story-time.ts";
import type { Turn } from "./turn.ts";

/**
 * Runs the picked story to its end. The bot's fallback answers for a story that throws, takes too long, or was called by
 * a bad link; the messages that such a story has sent are kept.
 * @throws what the fallback throws. Also when the server stops: the event will be handled after the restart.
 */
export async function runStory(run: StoryRun, pick: Extract<StoryPick, { type: "story" }>): Promise<StoryOutcome> {
  const outcome = (await runCandidates(run, pick.candidates)) ?? { story: "fallback", outcome: pick.otherwise };
  switch (outcome.outcome) {
    case "failed":
      run.discardChanges();
      // However the fallback ends, the developer must get the story's error.
      await runFallback(run, outcome.outcome).catch(unlessBrokenOff);
      return outcome;
    case "not_understood":
    case "unknown_link":
    case "gave_up":
    case "said_nothing":
      await runFallback(run, outcome.outcome);
      return outcome;
    case "answered":
    case "unhandled":
    case "paused":
    case "repeated":
    case "stopped":
    case "superseded":
    case "blocked":
      return outcome;
  }
}

function unlessBrokenOff(error: unknown): void {
  if (!(error instanceof TurnBrokenOff)) throw error;
}

/** Lets the bot's fallback answer, or the story that it switches to. */
export async function runFallback(run: StoryRun, reason: FallbackReason): Promise<void> {
  // The person has asked for nothing and sees no failure. The program that sent the notification gets it as the outcome.
  if (run.content.type === "notification") return;
  const turn = run.turnFor(undefined);
  const next = await runOrSwitch(run, turn, () => callHandler(() => run.bot.fallback(turn, reason), turn));
  if (next !== undefined) await runFrom(run, next, { isLast: true, mayEnd: false });
}

/** Undefined: no candidate takes the parameters. */
async function runCandidates(run: StoryRun, candidates: readonly Candidate[]): Promise<StoryOutcome | undefined> {
  for (const [index, candidate] of candidates.entries()) {
    const outcome = await runSafely(run, candidate, index === candidates.length - 1);
    if (outcome !== "refused") return outcome;
  }
  // The text was no answer to the question, and no other story took it: the question is asked again.
  const asked = candidates.find(({ answers }) => answers?.slot !== undefined);
  const outcome = asked === undefined || candidates.length === 1 ? "refused" : await runSafely(run, asked, true);
  return outcome === "refused" ? undefined : outcome;
}

async function runSafely(run: StoryRun, candidate: Candidate, isLast: boolean): Promise<StoryOutcome | "refused"> {
  try {
    const result = await runFrom(run, candidate, { isLast, mayEnd: true });
    if (result === "refused") return "refused";
    if (result === "gave_up") return { ...positionOf(run, candidate), outcome: result };
    const outcome = isUnanswered(run) ? "said_nothing" : "answered";
    const gaveUp = result === "gave_up_by_story" ? { gaveUp: true as const } : {};
    return { ...positionOf(run, candidate), outcome, ...gaveUp };
  } catch (error) {
    return failureOf(run, positionOf(run, candidate), error);
  }
}

function failureOf(run: StoryRun, position: StoryPosition, error: unknown): StoryOutcome {
  run.stopping.throwIfAborted();
  if (error instanceof TurnBrokenOff) {
    run.freezeChanges();
    return { ...position, outcome: error.reason };
  }
  const failure =
    error instanceof StoryError
      ? error
      : new StoryError(`the story "${position.story}" failed`, position.story, { cause: error });
  return { ...position, outcome: "failed", error: failure };
}

/** Runs what a story says beside its steps. The fallback answers when it fails. */
export async function runGuarded(
  run: StoryRun,
  position: StoryPosition,
  work: () => Promise<void>,
): Promise<StoryOutcome> {
  try {
    await work();
    await run.allSent();
    return { ...position, outcome: "answered" };
  } catch (error) {
    const outcome = failureOf(run, position, error);
    if (outcome.outcome !== "failed") return outcome;
    run.discardChanges();
    await runFallback(run, outcome.outcome).catch(unlessBrokenOff);
    return outcome;
  }
}

function positionOf(run: StoryRun, first: Candidate): StoryPosition {
  return run.position ?? toPosition(first);
}

function toPosition({ story, step }: Candidate): StoryPosition {
  return { story: story.id, ...(step === undefined ? {} : { step }) };
}

/** After a text or a tap the person waits for an answer, unless another person is to give it. */
function isUnanswered(run: StoryRun): boolean {
  const asks = run.content.type === "text" || run.content.type === "postback";
  return asks && run.messageCount() === 0 && run.pending.handover === undefined;
}

/** Runs a story, those that it switches to, and the one that its rule puts at its end. */
async function runFrom(
  run: StoryRun,
  first: Candidate,
  { isLast, mayEnd }: { isLast: boolean; mayEnd: boolean },
): Promise<CandidateResult> {
  let candidate = first;
  for (let switches = 0; switches <= maxSwitches; switches += 1) {
    run.position = toPosition(candidate);
    const turn = run.turnFor(candidate.story);
    const before = structuredClone(turn.data);
    const result = await runOrSwitch(run, turn, () => runCandidate(run, candidate, turn, isLast || switches > 0));
    const { current } = run.pending;
    if (current?.story === candidate.story.id) recordChanges(current, before, run.pending.data);
    const reaction = await reactToLeft(run, candidate.story);
    const next = typeof result === "string" ? (returnTarget(run) ?? reaction) : result;
    if (typeof next === "object") {
      candidate = next;
      continue;
    }
    if (typeof result !== "string") throw new TypeError("a switch has no target");
    if (result === "refused" && switches > 0)
      throw new AuthorError(`"${candidate.story.id}" was switched to with parameters that it does not take`);
    // A story that was called has ended without a value: its caller is offered to go on.
    if (run.pending.question === undefined && run.pending.current?.story === candidate.story.id)
      releaseCaller(run.pending);
    if (result === "answered" && mayEnd) await runEnding(run, candidate);
    return result;
  }
  throw new AuthorError(`stories switch to each other more than ${maxSwitches} times in one turn`);
}

/** Runs the story that a rule puts after this one, once this one has nothing more to ask. An ending has no ending. */
async function runEnding(run: StoryRun, { story }: Candidate): Promise<void> {
  const { endWith } = run.ruleOf(story.id);
  if (endWith === undefined || run.pending.question !== undefined) return;
  const ending = findStory(run.bot, endWith, run.ruleOf);
  if (ending === undefined || ending === story) return;
  await runFrom(run, { story: ending, params: {}, slots: {}, begins: true }, { isLast: true, mayEnd: false });
}

/**
 * Waits until all messages of the work are sent, also those that it did not await.
 * @returns the result of the work, or the candidate that it switches to.
 */
async function runOrSwitch<Result>(
  run: StoryRun,
  turn: Turn,
  work: () => Promise<Result>,
): Promise<Result | Candidate> {
  try {
    const result = await work();
    await run.allSent();
    refuseNonJson(turn);
    return result;
  } catch (thrown) {
    const target = targetOf(run, thrown);
    if (target === undefined) throw thrown;
    await run.allSent();
    refuseNonJson(turn);
    run.pending.question = undefined;
    return target;
  }
}

/** Where a handler goes that has ended by throwing this. Undefined: it has failed. */
function targetOf(run: StoryRun, thrown: unknown): Candidate | undefined {
  if (thrown instanceof StorySwitch) return switchTarget(run, thrown.link);
  if (thrown instanceof SlotRejection) return askAgainTarget(run, thrown);
  return thrown instanceof StoryCall ? callTarget(run, thrown) : undefined;
}

function refuseNonJson(turn: Turn): void {
  const wrong = findNonJson({ data: turn.data, user: { data: turn.user.data } });
  if (wrong !== undefined) throw new AuthorError(`turn${wrong} is not plain JSON and cannot be kept`);
}
