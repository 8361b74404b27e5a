import { AuthorError, StoryError } from "#app/errors.ts";
import type { FallbackReason } from "#bot/authoring/bot-options.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";
import type { Candidate, StoryPick } from "#bot/routing/candidate.ts";
import type { StoryOutcome, StoryPosition } from "./story-outcome.ts";
import { type Ran, runCandidate } from "./run-candidate.ts";
import { sayAll } from "./say-all.ts";
import { ruled } from "#bot/routing/story-rules.ts";
import type { StoryRun } from "./story-run.ts";
import { maxSwitches, SlotRejection, StorySwitch, targetOf, withoutSlot } from "./switch-story.ts";
import { TurnBrokenOff } from "./story-time.ts";
import type { Turn } from "./turn.ts";

/**
 * Runs the picked story to its end. One that throws, takes too long, or is called by a bad link is answered for by the
 * bot's fallback; what it said before stays said.
 * @throws what the fallback throws, and when the server stops: the event will be handled after the restart.
 */
export async function runStory(run: StoryRun, pick: Extract<StoryPick, { type: "story" }>): Promise<StoryOutcome> {
  const outcome = (await runFirst(run, pick.candidates)) ?? { story: "fallback", outcome: pick.otherwise };
  switch (outcome.outcome) {
    case "failed":
      run.startOver();
      // However the fallback ends, the failure is what the developer must hear of.
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
  // Who was not spoken to yet need not hear that it did not work; who let the bot speak does.
  if (run.content.type === "notification") return;
  const turn = run.turnFor(undefined);
  const next = await orSwitch(run, turn, () => sayAll(() => run.bot.fallback(turn, reason), turn));
  if (next !== undefined) await runFrom(run, next, { isLast: true, mayEnd: false });
}

/** Undefined: no candidate takes the parameters. */
async function runFirst(run: StoryRun, candidates: readonly Candidate[]): Promise<StoryOutcome | undefined> {
  for (const [index, candidate] of candidates.entries()) {
    const ran = await runSafely(run, candidate, index === candidates.length - 1);
    if (ran !== "refused") return ran;
  }
  // Nobody else wanted what was no answer to the question: it is asked again.
  const asked = candidates.find(({ answers }) => answers?.slot !== undefined);
  const again = asked === undefined || candidates.length === 1 ? "refused" : await runSafely(run, asked, true);
  return again === "refused" ? undefined : again;
}

async function runSafely(run: StoryRun, candidate: Candidate, isLast: boolean): Promise<StoryOutcome | "refused"> {
  const place = placeOf(candidate);
  try {
    const ran = await runFrom(run, candidate, { isLast, mayEnd: true });
    if (ran === "refused") return "refused";
    return { ...run.place(place), outcome: ran === "answered" && isLeftWaiting(run) ? "said_nothing" : ran };
  } catch (error) {
    run.stopping.throwIfAborted();
    if (error instanceof TurnBrokenOff) {
      run.keepSoFar();
      return { ...run.place(place), outcome: error.reason };
    }
    const where = run.place(place);
    const failure = new StoryError(`the story "${where.story}" failed`, where.story, { cause: error });
    return { ...where, outcome: "failed", error: failure };
  }
}

/** Who says or taps something waits for an answer, unless a person is to give it. */
function isLeftWaiting(run: StoryRun): boolean {
  const asks = run.content.type === "text" || run.content.type === "postback";
  return asks && run.said() === 0 && run.draft.handover === undefined;
}

/** Runs a story, those it switches to, and the one that its rule puts at its end. */
async function runFrom(
  run: StoryRun,
  first: Candidate,
  { isLast, mayEnd }: { isLast: boolean; mayEnd: boolean },
): Promise<Ran> {
  let candidate = first;
  for (let switches = 0; switches <= maxSwitches; switches += 1) {
    run.entered(placeOf(candidate));
    const turn = run.turnFor(candidate.story);
    const ran = await orSwitch(run, turn, () => runCandidate(run, candidate, turn, isLast || switches > 0));
    if (typeof ran !== "string") {
      candidate = ran;
      continue;
    }
    if (ran === "refused" && switches > 0)
      throw new AuthorError(`"${candidate.story.id}" was switched to with parameters that it does not take`);
    if (ran === "answered" && mayEnd) await runEnding(run, candidate);
    return ran;
  }
  throw new AuthorError(`stories switch to each other more than ${maxSwitches} times in one turn`);
}

/** The story that a rule puts after this one, once it has nothing more to ask. What comes at the end is the end. */
async function runEnding(run: StoryRun, { story }: Candidate): Promise<void> {
  const { endWith } = run.ruleOf(story.id);
  if (endWith === undefined || run.draft.question !== undefined) return;
  const ending = ruled(run.bot, endWith, run.ruleOf);
  if (ending === undefined || ending === story) return;
  await runFrom(run, { story: ending, params: {}, slots: {} }, { isLast: true, mayEnd: false });
}

/** @returns what the work does, or where it says that another story takes over. Everything it said, awaited or not, is said before. */
async function orSwitch<Result>(run: StoryRun, turn: Turn, work: () => Promise<Result>): Promise<Result | Candidate> {
  try {
    const result = await work();
    await run.settled();
    refuseNonJson(turn);
    return result;
  } catch (thrown) {
    if (!(thrown instanceof StorySwitch || thrown instanceof SlotRejection)) throw thrown;
    await run.settled();
    refuseNonJson(turn);
    run.draft.question = undefined;
    return thrown instanceof StorySwitch ? targetOf(run, thrown.link) : withoutSlot(run, thrown);
  }
}

function refuseNonJson(turn: Turn): void {
  const wrong = findNonJson({ data: turn.data, user: { data: turn.user.data } });
  if (wrong !== undefined) throw new AuthorError(`turn${wrong} is not plain JSON and cannot be kept`);
}

function placeOf({ story, step }: Candidate): StoryPosition {
  return { story: story.id, ...(step === undefined ? {} : { step }) };
}
