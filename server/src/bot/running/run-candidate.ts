import type { EventContent } from "#channel/event.ts";
import { AuthorError } from "#app/errors.ts";
import { encodeLink, type Link } from "#channel/link.ts";
import type { StoryState } from "#conversation/conversation.ts";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { fillSlots, type MissingSlot, readWith } from "./fill-slots.ts";
import type { Candidate } from "#bot/routing/candidate.ts";
import { sayAll } from "./say-all.ts";
import type { StoryRun } from "./story-run.ts";
import type { Turn } from "./turn.ts";
import { suspend } from "#bot/state/turn-draft.ts";

/** `refused`: nothing was said, another one may answer. */
export type Ran = "answered" | "gave_up" | "refused";

/**
 * Runs one story or step once what it needs is known, or asks for that.
 * @param isLast nobody else may answer: an answer that is none is asked again instead of refused.
 */
export async function runCandidate(run: StoryRun, candidate: Candidate, turn: Turn, isLast: boolean): Promise<Ran> {
  const { story, step, slots, answers } = candidate;
  const { draft } = run;
  const own = withoutSlots(candidate);
  const schema = step === undefined ? story.schema : story.steps.get(step)?.schema;
  const read = schema === undefined ? { value: {} } : await rejectOnAbort(readWith(schema, own), turn.signal);
  if (!("value" in read)) {
    // A question from before a deployment is void; nobody should be asked to come back to it.
    if (answers !== undefined) delete draft.current?.question;
    return "refused";
  }
  const filled = await rejectOnAbort(
    fillSlots(story.slots, {
      params: step === undefined ? candidate.params : {},
      said: wordsOf(run.content, turn),
      asked: answers?.slot,
      rejected: candidate.rejected,
      memory: slots,
      context: run.context,
    }),
    turn.signal,
  );
  const [missing] = step === undefined ? filled.missing : [];
  // An answer that is none may well be a new subject.
  if (missing?.said !== undefined && missing.slot.name === answers?.slot && !isLast) return "refused";

  enter(run, candidate, filled.memory);
  if (missing !== undefined) return askFor(turn, run, candidate, missing, filled.values);
  const handler = step === undefined ? story.run : story.parts.get(step);
  if (handler === undefined) throw new AuthorError(`the step "${String(step)}" has no handler`);
  // A story without slots gets what its schema made, be it an instance of a class.
  const values = story.slots.length === 0 ? read.value : { ...filled.values, ...Object(read.value) };
  await sayAll(() => handler(turn, values as unknown), turn);
  return "answered";
}

/** The parameters of a link are the slots' and the schema's; each reads its own. */
function withoutSlots({ story, step, params }: Candidate): Record<string, unknown> {
  if (step !== undefined) return params;
  const slots = new Set(story.slots.map(({ name }) => name));
  return Object.fromEntries(Object.entries(params).filter(([name]) => !slots.has(name)));
}

function wordsOf(content: EventContent, { text, understanding }: Turn) {
  const speaks = content.type === "text" || (content.type === "attachment" && content.text !== undefined);
  return speaks ? { text, mentions: understanding.entities } : undefined;
}

/** From here on the story is the one under way; one that waits for an answer is set aside. */
function enter({ draft }: StoryRun, candidate: Candidate, memory: StoryState["slots"]): void {
  const { story, step, answers } = candidate;
  const interrupted = draft.current;
  // A question that is being answered is not interrupted.
  if (answers !== undefined) delete interrupted?.question;
  const params = textsIn(withoutSlots(step === undefined ? candidate : { ...candidate, params: {} }));
  const kept = step === undefined || interrupted?.story !== story.id ? params : (interrupted.params ?? {});
  draft.current = {
    story: story.id,
    ...(step === undefined ? {} : { step }),
    ...(Object.keys(kept).length === 0 ? {} : { params: kept }),
    slots: memory,
  };
  suspend(draft, interrupted);
}

/** Asks for a slot, unless that has been tried too often. */
async function askFor(
  turn: Turn,
  { draft }: StoryRun,
  candidate: Candidate,
  missing: MissingSlot,
  known: Record<string, unknown>,
): Promise<Ran> {
  const { story, answers } = candidate;
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
  if (ask === undefined) throw new AuthorError(`the slot "${slot.name}" is needed but never asked for`);
  draft.question = { link: questionLink(candidate), slot: slot.name, attempts: asked + 1 };
  const reason = said === undefined && issues.length === 0 ? "missing" : "invalid";
  const why = { attempt: asked + 1, reason, ...(said === undefined ? {} : { said }), issues } as const;
  await sayAll(() => ask(turn, why, known), turn);
  return "answered";
}

/** The story's own parameters wait in the question's link; its slots in the conversation's state. */
function questionLink(candidate: Candidate): Link {
  return encodeLink(candidate.story.id, textsIn(withoutSlots(candidate)));
}

function textsIn(params: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
