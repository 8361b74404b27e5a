import { AuthorError } from "#app/errors.ts";
import { encodeLink, type Link } from "#channel/message/link.ts";
import type { Question, StoryState } from "#conversation/conversation.ts";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { type Filled, fillSlots, type MissingSlot, readWith } from "#bot/forms/fill-slots.ts";
import type { SlotSources } from "#bot/forms/slot-sources.ts";
import { correctCaller } from "#bot/forms/correct-caller.ts";
import { isForOne } from "#bot/forms/waiting-form.ts";
import { unspent } from "#bot/forms/said.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { Candidate } from "#bot/routing/candidate.ts";
import { callHandler } from "./call-handler.ts";
import { makeCurrent, ownParams, textParams } from "./make-current.ts";
import { runRemote } from "./run-remote.ts";
import type { StoryRun } from "./story-run.ts";
import type { Turn } from "./turn.ts";
import { releaseCaller } from "#bot/state/pending-state.ts";

/**
 * `gave_up_by_story`: the story itself has said that it cannot go on. `refused`: no message was sent, and another candidate
 * may answer.
 */
export type CandidateResult = "answered" | "gave_up" | "gave_up_by_story" | "refused";

/**
 * Runs one story or step once it has its slots, or asks for one of them.
 * @param isLast no other candidate may answer: a text that does not answer the question is not refused, it is asked again.
 */
export async function runCandidate(
  run: StoryRun,
  candidate: Candidate,
  turn: Turn,
  isLast: boolean,
): Promise<CandidateResult> {
  const { story, step, slots, answers } = candidate;
  const { pending } = run;
  if (story.remote !== undefined) {
    await runRemote(story.remote, run, candidate, turn);
    return "answered";
  }
  const own = ownParams(candidate);
  const schema = step === undefined ? story.schema : story.steps.get(step)?.schema;
  const read = schema === undefined ? { value: {} } : await rejectOnAbort(readWith(schema, own), turn.signal);
  if (!("value" in read)) {
    // The question is from before a deployment. It can no longer be answered, so it must not be asked again later.
    if (answers !== undefined) delete pending.current?.question;
    return "refused";
  }
  const before = pending.current?.story === story.id ? pending.current : undefined;
  const interrupted = candidate.begins === undefined ? before?.question : undefined;
  const sources: SlotSources = {
    params: step === undefined ? candidate.params : {},
    said: candidate.ignoresWords || run.said === undefined ? undefined : unspent(run.said, run.spent),
    asked: answers?.slot,
    // What a correction takes has come by `correction`. Other words under a summary are a remark: "he also has bob@…".
    waits: answers !== undefined || isForOne(interrupted),
    askFirst: candidate.askFirst,
    memory: slots,
    words: before?.words ?? {},
    newest: before?.asked?.findLast((name) => name !== answers?.slot),
    context: run.context,
  };
  const filled = await rejectOnAbort(fill(run, story, before, sources), turn.signal);
  const [missing] = step === undefined ? filled.missing : [];
  const isAsked = missing !== undefined && missing.slot.name === answers?.slot;
  // A text that does not answer the question may well be a new subject.
  if (isAsked && missing.said !== undefined && !filled.hasProgress && !isLast) return "refused";

  run.spent.push(...filled.spent);
  makeCurrent(run, candidate, filled);
  // Words that fill another slot are no failed attempt.
  if (missing !== undefined)
    return askForSlot(
      turn,
      run,
      candidate,
      isAsked && filled.hasProgress ? { slot: missing.slot, issues: [] } : missing,
      {
        known: filled.values,
        counts: !filled.hasProgress,
      },
    );
  const handler = step === undefined ? story.run : story.parts.get(step);
  if (handler === undefined) throw new AuthorError(`the step "${String(step)}" has no handler`);
  // Without slots the schema's own value is passed on: it may be an instance of a class, which a copy would lose.
  const values = story.slots.length === 0 ? read.value : { ...filled.values, ...Object(read.value) };
  await callHandler(() => handler(turn, values as unknown), turn);
  if (step !== undefined && answers === undefined) keepQuestion(run, story.id, interrupted);
  return "answered";
}

/** A step that asks nothing and ends nothing was an aside: the question for a slot stays open. */
function keepQuestion({ pending, left }: StoryRun, story: string, question: Question | undefined): void {
  const goesOn = pending.current?.story === story && left.length === 0;
  if (question?.slot !== undefined && goesOn) pending.question ??= question;
}

/** Fills the slots of the story. Where its words correct one of the story that has called it, they do nothing else. */
async function fill(
  run: StoryRun,
  { slots }: StoryDefinition,
  before: StoryState | undefined,
  sources: SlotSources,
): Promise<Filled> {
  const filled = await fillSlots(slots, sources);
  const { said, asked } = sources;
  const slot = slots.find(({ name }) => name === asked);
  if (said === undefined || slot === undefined || before?.caller === undefined || filled.hasProgress) return filled;
  const isAnswered = slot.entity !== undefined && Object.hasOwn(filled.memory, slot.name);
  const caller = isAnswered ? undefined : await correctCaller(run.bot, before, said, run.context);
  if (caller === undefined) return filled;
  before.caller = caller;
  const unchanged = await fillSlots(slots, { ...sources, said: undefined });
  const all = [{ start: 0, end: said.text.length }];
  return { ...unchanged, hasProgress: true, spent: all };
}

/** Asks for a slot, or gives up when that has been tried too often. */
async function askForSlot(
  turn: Turn,
  { pending }: StoryRun,
  candidate: Candidate,
  missing: MissingSlot,
  { known, counts }: { known: Record<string, unknown>; counts: boolean },
): Promise<CandidateResult> {
  const { story, answers } = candidate;
  const { slot, said, issues } = missing;
  const asked = answers?.slot === slot.name ? answers.attempts : 0;
  if (counts && asked >= story.attempts) {
    releaseCaller(pending);
    pending.current = undefined;
    if (story.giveUp === undefined) return "gave_up";
    const { giveUp } = story;
    await callHandler(() => giveUp(turn, { slot: slot.name, attempts: asked }), turn);
    return "gave_up_by_story";
  }
  const ask = story.ask.get(slot.name);
  if (ask === undefined) throw new AuthorError(`the slot "${slot.name}" is needed but never asked for`);
  const attempt = counts ? asked + 1 : Math.max(asked, 1);
  pending.question = { link: questionLink(candidate), slot: slot.name, attempts: attempt };
  if (pending.current !== undefined)
    pending.current.asked = [...(pending.current.asked ?? []).filter((name) => name !== slot.name), slot.name];
  const reason = said === undefined && issues.length === 0 ? "missing" : "invalid";
  const why = { attempt, reason, ...(said === undefined ? {} : { said }), issues } as const;
  await callHandler(() => ask(turn, why, known), turn);
  return "answered";
}

/** The question's link keeps the story's own parameters; the conversation's state keeps its slots. */
function questionLink(candidate: Candidate): Link {
  return encodeLink(candidate.story.id, textParams(ownParams(candidate)));
}
