import type { EventContent } from "#channel/event.ts";
import { AuthorError } from "#app/errors.ts";
import { encodeLink, type Link } from "#channel/link.ts";
import type { StoryState } from "#conversation/conversation.ts";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { fillSlots, type MissingSlot, readWith } from "./fill-slots.ts";
import type { Candidate } from "#bot/routing/candidate.ts";
import { callHandler } from "./call-handler.ts";
import type { StoryRun } from "./story-run.ts";
import type { Turn } from "./turn.ts";
import { suspendStory } from "#bot/state/pending-state.ts";

/** `refused`: no message was sent, and another candidate may answer. */
export type CandidateResult = "answered" | "gave_up" | "refused";

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
  const own = ownParams(candidate);
  const schema = step === undefined ? story.schema : story.steps.get(step)?.schema;
  const read = schema === undefined ? { value: {} } : await rejectOnAbort(readWith(schema, own), turn.signal);
  if (!("value" in read)) {
    // The question is from before a deployment. It can no longer be answered, so it must not be asked again later.
    if (answers !== undefined) delete pending.current?.question;
    return "refused";
  }
  const filled = await rejectOnAbort(
    fillSlots(story.slots, {
      params: step === undefined ? candidate.params : {},
      said: saidIn(run.content, turn),
      asked: answers?.slot,
      rejected: candidate.rejected,
      memory: slots,
      context: run.context,
    }),
    turn.signal,
  );
  const [missing] = step === undefined ? filled.missing : [];
  // A text that does not answer the question may well be a new subject.
  if (missing?.said !== undefined && missing.slot.name === answers?.slot && !isLast) return "refused";

  makeCurrent(run, candidate, filled.memory);
  if (missing !== undefined) return askForSlot(turn, run, candidate, missing, filled.values);
  const handler = step === undefined ? story.run : story.parts.get(step);
  if (handler === undefined) throw new AuthorError(`the step "${String(step)}" has no handler`);
  // Without slots the schema's own value is passed on: it may be an instance of a class, which a copy would lose.
  const values = story.slots.length === 0 ? read.value : { ...filled.values, ...Object(read.value) };
  await callHandler(() => handler(turn, values as unknown), turn);
  return "answered";
}

/** A link carries parameters for the slots and for the schema. These are the schema's. */
function ownParams({ story, step, params }: Candidate): Record<string, unknown> {
  if (step !== undefined) return params;
  const slots = new Set(story.slots.map(({ name }) => name));
  return Object.fromEntries(Object.entries(params).filter(([name]) => !slots.has(name)));
}

function saidIn(content: EventContent, { text, understanding }: Turn) {
  const hasWords = content.type === "text" || (content.type === "attachment" && content.text !== undefined);
  return hasWords ? { text, mentions: understanding.entities } : undefined;
}

/** Makes the story the one under way. A story that waits for an answer is suspended. */
function makeCurrent({ pending }: StoryRun, candidate: Candidate, memory: StoryState["slots"]): void {
  const { story, step, answers } = candidate;
  const interrupted = pending.current;
  // A question that is being answered is not interrupted.
  if (answers !== undefined) delete interrupted?.question;
  const params = textParams(ownParams(step === undefined ? candidate : { ...candidate, params: {} }));
  const kept = step === undefined || interrupted?.story !== story.id ? params : (interrupted.params ?? {});
  pending.current = {
    story: story.id,
    ...(step === undefined ? {} : { step }),
    ...(Object.keys(kept).length === 0 ? {} : { params: kept }),
    slots: memory,
  };
  suspendStory(pending, interrupted);
}

/** Asks for a slot, or gives up when that has been tried too often. */
async function askForSlot(
  turn: Turn,
  { pending }: StoryRun,
  candidate: Candidate,
  missing: MissingSlot,
  known: Record<string, unknown>,
): Promise<CandidateResult> {
  const { story, answers } = candidate;
  const { slot, said, issues } = missing;
  const asked = answers?.slot === slot.name ? answers.attempts : 0;
  if (asked >= story.attempts) {
    pending.current = undefined;
    if (story.giveUp === undefined) return "gave_up";
    const { giveUp } = story;
    await callHandler(() => giveUp(turn, { slot: slot.name, attempts: asked }), turn);
    return "answered";
  }
  const ask = story.ask.get(slot.name);
  if (ask === undefined) throw new AuthorError(`the slot "${slot.name}" is needed but never asked for`);
  pending.question = { link: questionLink(candidate), slot: slot.name, attempts: asked + 1 };
  const reason = said === undefined && issues.length === 0 ? "missing" : "invalid";
  const why = { attempt: asked + 1, reason, ...(said === undefined ? {} : { said }), issues } as const;
  await callHandler(() => ask(turn, why, known), turn);
  return "answered";
}

/** The question's link keeps the story's own parameters; the conversation's state keeps its slots. */
function questionLink(candidate: Candidate): Link {
  return encodeLink(candidate.story.id, textParams(ownParams(candidate)));
}

function textParams(params: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
