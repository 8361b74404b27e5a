import { AuthorError, StoryError } from "#app/errors.ts";
import type { Candidate } from "#bot/routing/candidate.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import { callHandler } from "#bot/running/call-handler.ts";
import { TurnBrokenOff } from "#bot/running/story-time.ts";
import type { LeftForm, StoryRun } from "#bot/running/story-run.ts";
import { SlotRejection, StoryCall, StorySwitch, switchTarget } from "#bot/running/switch-story.ts";
import { knownValues } from "./known-values.ts";

/**
 * Lets the forms react that a handler of another story has left.
 * @returns where an `onCancel` switches to.
 * @throws StoryError with the name of the form whose `onCancel` fails
 */
export async function reactToLeft(run: StoryRun, by: StoryDefinition): Promise<Candidate | undefined> {
  let target: Candidate | undefined;
  for (const form of run.left) {
    const story = run.bot.stories.get(form.state.story);
    if (form.hasReacted || story === undefined || story === by) continue;
    target = (await react(run, story, form)) ?? target;
  }
  return target;
}

/** Runs the `onCancel` of a form that was left. @returns where it switches to. */
export async function react(run: StoryRun, story: StoryDefinition, form: LeftForm): Promise<Candidate | undefined> {
  form.hasReacted = true;
  const { onCancel } = story;
  if (onCancel === undefined) return undefined;
  const turn = run.turnFor(story);
  try {
    const values = await knownValues(run, story, form.state);
    await callHandler(() => onCancel(turn, values), turn);
    await run.allSent();
    return undefined;
  } catch (error) {
    return whereTo(run, story, error);
  }
}

function whereTo(run: StoryRun, { id }: StoryDefinition, thrown: unknown): Candidate {
  if (thrown instanceof StorySwitch) return switchTarget(run, thrown.link);
  run.stopping.throwIfAborted();
  if (thrown instanceof TurnBrokenOff) throw thrown;
  const isOver = thrown instanceof SlotRejection || thrown instanceof StoryCall;
  const cause = isOver ? new AuthorError("onCancel: the form is over, so it cannot ask for a slot") : thrown;
  throw new StoryError(`the story "${id}" failed`, id, { cause });
}
