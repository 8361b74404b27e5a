import { type Link, parseLink } from "#channel/link.ts";
import type { Candidate } from "./pick-story.ts";
import type { StoryRun } from "./story-run.ts";
import { ruled } from "./story-rules.ts";

/** The place that a story hands the turn to. @throws if this bot does not have it. */
export function targetOf({ bot, ruleOf, draft }: StoryRun, link: Link): Candidate {
  const { intent, step, params } = parseLink(link);
  const story = ruled(bot, intent, ruleOf);
  if (story === undefined || (step !== undefined && !story.steps.has(step)))
    throw new Error("switched to a story or step that this bot does not have");
  if (step === undefined) return { story, params, slots: {} };
  return { story, step, params, slots: draft.current?.story === story.id ? draft.current.slots : {} };
}
