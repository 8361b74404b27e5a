import type { EventContent } from "#channel/event.ts";
import { encodeLink, type Link, parseLink } from "#channel/link.ts";
import { StoryError } from "#errors.ts";
import type { EntityContext } from "#understanding/entity.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { Bot, FallbackReason } from "./create-bot.ts";
import { fillSlots, type MissingSlot, readWith } from "./fill-slots.ts";
import { findNonJson } from "./find-non-json.ts";
import type { Candidate, Pick } from "./pick-story.ts";
import { sayAll } from "./say-all.ts";
import { type FindRule, ruled } from "./story-rules.ts";
import { maxSwitches, StorySwitch } from "./switch-story.ts";
import { TurnBrokenOff } from "./time-limit.ts";
import { inTime } from "#understanding/in-time.ts";
import type { Turn } from "./turn.ts";
import { suspend, type TurnDraft } from "./turn-draft.ts";

/** What became of an event: for the log line of the turn, and for who asked for it. */
export type StoryOutcome = {
  story: string;
  step?: string;
  outcome: "answered" | FallbackReason | "unhandled" | "paused" | "stopped" | "superseded" | "blocked";
  error?: StoryError;
  /** Why a notification was not let through. */
  blocked?: string;
};

export type StoryRun = {
  bot: Bot;
  ruleOf: FindRule;
  content: EventContent;
  understanding: Understanding;
  context: EntityContext;
  draft: TurnDraft;
  /** Messages said so far in this turn. */
  said(): number;
  /** Under the story's own clock, which begins when it does. `story` undefined: the fallback's. */
  turnFor(story: Candidate["story"] | undefined): Turn;
  /** Aborts when the server stops and cannot wait. */
  stopping: AbortSignal;
};

/**
 * Runs the picked story to its end. One that throws, takes too long, or is called by a bad link is answered for by the
 * bot's fallback; what it said before stays said.
 * @throws what the fallback throws, and when the server stops: the event will be handled after the restart.
 */
export async function runStory(run: StoryRun, pick: Extract<Pick, { type: "story" }>): Promise<StoryOutcome> {
  const outcome = (await runFirst(run, pick.candidates)) ?? { story: "fallback", outcome: pick.otherwise };
  switch (outcome.outcome) {
    case "not_understood":
    case "unknown_link":
    case "gave_up":
    case "said_nothing":
    case "failed": {
      const reason = outcome.outcome;
      const turn = run.turnFor(undefined);
      await sayAll(() => run.bot.fallback(turn, reason), turn);
      return outcome;
    }
    default:
      return outcome;
  }
}

/** Undefined: no candidate takes the parameters. */
async function runFirst(run: StoryRun, candidates: readonly Candidate[]): Promise<StoryOutcome | undefined> {
  for (const [index, candidate] of candidates.entries()) {
    const isLast = index === candidates.length - 1;
    const place = { story: candidate.story.id, ...(candidate.step === undefined ? {} : { step: candidate.step }) };
    try {
      const ran = await runAndFollow(run, candidate, isLast);
      if (ran !== "refused")
        return { ...place, outcome: ran === "answered" && isLeftWaiting(run) ? "said_nothing" : ran };
    } catch (cause) {
      run.stopping.throwIfAborted();
      if (cause instanceof TurnBrokenOff) return { ...place, outcome: cause.reason };
      const error = new StoryError(`the story "${place.story}" failed`, place.story, { cause });
      return { ...place, outcome: "failed", error };
    }
  }
  return undefined;
}

/** Who says or taps something waits for an answer, unless a person is to give it. */
function isLeftWaiting({ content, draft, said }: StoryRun): boolean {
  return (content.type === "text" || content.type === "postback") && said() === 0 && draft.handover === undefined;
}

type Ran = "answered" | "gave_up" | "refused" | "unknown_link";

/** Runs a story, those it switches to, and the one that its rule puts at its end. */
async function runAndFollow(run: StoryRun, first: Candidate, isLast: boolean): Promise<Ran> {
  let candidate = first;
  let ending = false;
  for (let switches = 0; switches <= maxSwitches; switches += 1) {
    const turn = run.turnFor(candidate.story);
    const ran = await runOrSwitch(run, candidate, turn, isLast || switches > 0);
    if (typeof ran === "string" && ran !== "answered") return ran;
    const wrong = findNonJson({ data: turn.data, user: { data: turn.user.data } });
    if (wrong !== undefined) throw new TypeError(`turn${wrong} is not plain JSON and cannot be kept`);
    // What comes at the end is the end, whatever rules there are for it.
    const next = typeof ran !== "string" ? ran : ending ? undefined : endingOf(run, candidate);
    if (next === undefined) return "answered";
    ending ||= ran === "answered";
    candidate = next;
  }
  throw new Error(`stories switch to each other more than ${maxSwitches} times in one turn`);
}

/** Runs a story to its end, or to where it says that another one takes over. */
async function runOrSwitch(run: StoryRun, candidate: Candidate, turn: Turn, isLast: boolean): Promise<Ran | Candidate> {
  try {
    return await runOne(run, candidate, turn, isLast);
  } catch (thrown) {
    if (!(thrown instanceof StorySwitch)) throw thrown;
    run.draft.question = undefined;
    const target = toCandidate(run.bot, thrown.link, run.ruleOf);
    if (target === undefined) throw new Error("switched to a story or step that this bot does not have");
    return target;
  }
}

/** The story that a rule puts after this one, once it has nothing more to ask. */
function endingOf({ bot, ruleOf, draft }: StoryRun, { story }: Candidate): Candidate | undefined {
  const { endWith } = ruleOf(story.id);
  const ending = draft.question === undefined && endWith !== undefined ? bot.stories.get(endWith) : undefined;
  return ending === undefined || ending === story ? undefined : { story: ending, params: {}, slots: {} };
}

async function runOne(run: StoryRun, candidate: Candidate, turn: Turn, isLast: boolean): Promise<Ran> {
  const { story, step, params, slots, answers } = candidate;
  const { draft } = run;
  const schema = step === undefined ? story.schema : story.steps.get(step)?.schema;
  const read = schema === undefined ? { value: {} } : await inTime(readWith(schema, params), turn.signal);
  if (!("value" in read)) {
    // A question from before a deployment is void; nobody should be asked to come back to it.
    if (answers !== undefined) delete draft.current?.question;
    return "refused";
  }

  const filled = await inTime(
    fillSlots(story.slots, {
      params: step === undefined ? params : {},
      said: run.content.type === "text" ? { text: turn.text, mentions: turn.understanding.entities } : undefined,
      asked: answers?.slot,
      memory: slots,
      context: run.context,
    }),
    turn.signal,
  );
  const [missing] = step === undefined ? filled.missing : [];
  // An answer that is none may well be a new subject.
  if (missing?.slot.name === answers?.slot && missing?.said !== undefined && !isLast) return "refused";

  const interrupted = draft.current;
  draft.current = { story: story.id, ...(step === undefined ? {} : { step }), slots: filled.memory };
  suspend(draft, interrupted);
  if (missing !== undefined) return askFor(turn, draft, candidate, missing);
  const handler = step === undefined ? story.run : story.parts.get(step);
  if (handler === undefined) throw new Error(`the step "${String(step)}" has no handler`);
  const values = { ...filled.values, ...Object(read.value) } as unknown;
  await sayAll(() => handler(turn, values), turn);
  return "answered";
}

/** Asks for a slot, unless that has been tried too often. */
async function askFor(turn: Turn, draft: TurnDraft, candidate: Candidate, missing: MissingSlot): Promise<Ran> {
  const { story, params, answers } = candidate;
  const { slot, said, issues } = missing;
  const asked = answers?.slot === slot.name ? answers.attempts : 0;
  if (asked >= story.attempts) {
    draft.current = undefined;
    if (story.giveUp === undefined) return "gave_up";
    const { giveUp } = story;
    await sayAll(() => giveUp(turn, { slot: slot.name, attempts: asked }), turn);
    return "answered";
  }
  const ask = story.ask.get(slot.name);
  if (ask === undefined) throw new Error(`the slot "${slot.name}" is needed but never asked for`);
  draft.question = {
    link: linkTo(
      story.id,
      params,
      story.slots.map(({ name }) => name),
    ),
    slot: slot.name,
    attempts: asked + 1,
  };
  const reason = said === undefined ? "missing" : "invalid";
  await sayAll(() => ask(turn, { attempt: asked + 1, reason, ...(said === undefined ? {} : { said }), issues }), turn);
  return "answered";
}

/** The story's own parameters wait in the question's link; its slots in the conversation's state. */
function linkTo(id: string, params: Readonly<Record<string, unknown>>, slots: readonly string[]): Link {
  const own = Object.entries(params).filter(([name, value]) => typeof value === "string" && !slots.includes(name));
  return encodeLink(id, Object.fromEntries(own) as Record<string, string>);
}

function toCandidate(bot: Bot, link: Link, ruleOf: FindRule): Candidate | undefined {
  const { intent, step, params } = parseLink(link);
  const story = ruled(bot, intent, ruleOf);
  if (story === undefined || (step !== undefined && !story.steps.has(step))) return undefined;
  return { story, ...(step === undefined ? {} : { step }), params, slots: {} };
}
