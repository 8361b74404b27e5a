import type { StoryState } from "#conversation/conversation.ts";
import type { Filled } from "#bot/forms/fill-slots.ts";
import { beforeForm } from "#bot/forms/leave-form.ts";
import { dropUndefined } from "#bot/state/drop-undefined.ts";
import type { Candidate } from "#bot/routing/candidate.ts";
import { suspendStory } from "#bot/state/pending-state.ts";
import type { StoryRun } from "./story-run.ts";

/** Makes the story the one under way. A story that waits for an answer is suspended. */
export function makeCurrent(
  { pending }: StoryRun,
  candidate: Candidate,
  { memory, words }: Pick<Filled, "memory" | "words">,
): void {
  const { story, step, answers, begins, caller } = candidate;
  const interrupted = pending.current;
  const same = interrupted?.story === story.id && begins === undefined ? interrupted : resumed(pending, candidate);
  // A question that is being answered is not interrupted.
  if (answers !== undefined) delete interrupted?.question;
  const params = textParams(ownParams(step === undefined ? candidate : { ...candidate, params: {} }));
  const kept = step === undefined || interrupted?.story !== story.id ? params : (interrupted.params ?? {});
  // A story that asks nothing is no form: nobody leaves it.
  const isForm = story.slots.length > 0 || story.steps.size > 0;
  pending.current = dropUndefined<StoryState>({
    story: story.id,
    step,
    params: Object.keys(kept).length === 0 ? undefined : kept,
    slots: memory,
    words: Object.keys(words).length === 0 ? undefined : words,
    asked: same?.asked,
    wishes: same?.wishes,
    before: same?.before ?? (isForm && begins ? beforeForm(interrupted) : undefined),
    caller: caller ?? same?.caller,
  });
  suspendStory(pending, interrupted);
}

/** The story as it was when it was interrupted, if it goes on now. */
function resumed({ suspended }: StoryRun["pending"], { story, begins }: Candidate): StoryState | undefined {
  return begins ? undefined : suspended.find((each) => each.story === story.id);
}

/** A link carries parameters for the slots and for the schema. These are the schema's. */
export function ownParams({ story, step, params }: Candidate): Record<string, unknown> {
  if (step !== undefined) return params;
  const slots = new Set(story.slots.map(({ name }) => name));
  return Object.fromEntries(Object.entries(params).filter(([name]) => !slots.has(name)));
}

export function textParams(params: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
