import { type Link, parseLink } from "#channel/link.ts";
import { AuthorError } from "#app/errors.ts";
import type { Candidate } from "./candidate.ts";
import type { StoryRun } from "#bot/running/story-run.ts";
import { ruled } from "./story-rules.ts";
import type { SlotRejection } from "#bot/running/switch-story.ts";

/** The place that a story hands the turn to. @throws if this bot does not have it. */
export function targetOf({ bot, ruleOf, draft }: StoryRun, link: Link): Candidate {
  const { intent, step, params } = parseLink(link);
  const story = ruled(bot, intent, ruleOf);
  if (story === undefined || (step !== undefined && !story.steps.has(step)))
    throw new AuthorError("switched to a story or step that this bot does not have");
  if (step === undefined) return { story, params, slots: {} };
  return { story, step, params, slots: draft.current?.story === story.id ? draft.current.slots : {} };
}

/** The story itself once more, without what it would not take for one of its slots. @throws if it has no such slot. */
export function withoutSlot({ bot, draft }: StoryRun, { slot, why }: SlotRejection): Candidate {
  const story = bot.stories.get(draft.current?.story ?? "");
  if (story?.slots.some(({ name }) => name === slot) !== true)
    throw new AuthorError(`turn.askAgain("${slot}"): the story has no such slot`);
  const { [slot]: _, ...slots } = draft.current?.slots ?? {};
  return { story, params: draft.current?.params ?? {}, slots, rejected: { slot, why } };
}
