import { AuthorError } from "#app/errors.ts";
import { type Link, parseLink } from "#channel/link.ts";
import type { Candidate } from "#bot/routing/candidate.ts";
import { findStory } from "#bot/routing/story-rules.ts";
import type { StoryRun } from "./story-run.ts";

/** Thrown by `turn.switchTo`, to end the handler from wherever it is. `runStory` catches it. */
export class StorySwitch extends Error {
  override readonly name = "StorySwitch";
  /** Private, because a handler that catches this may log it, and links carry what people said. */
  readonly #link: Link;

  constructor(link: Link) {
    super("turn.switchTo ends the handler: let this pass");
    this.#link = link;
  }

  get link(): Link {
    return this.#link;
  }
}

/** Switches in one turn. More means that the stories switch in a circle. */
export const maxSwitches = 5;

/** Thrown by `turn.askAgain`: the story does not accept the value of a slot. */
export class SlotRejection extends Error {
  override readonly name = "SlotRejection";
  readonly slot: string;
  readonly why: string;

  constructor(slot: string, why: string) {
    super("turn.askAgain ends the handler: let this pass");
    this.slot = slot;
    this.why = why;
  }
}

/** The story or step of a switch. @throws if this bot does not have it. */
export function switchTarget({ bot, ruleOf, pending }: StoryRun, link: Link): Candidate {
  const { intent, step, params } = parseLink(link);
  const story = findStory(bot, intent, ruleOf);
  if (story === undefined || (step !== undefined && !story.steps.has(step)))
    throw new AuthorError("switched to a story or step that this bot does not have");
  if (step === undefined) return { story, params, slots: {} };
  return { story, step, params, slots: pending.current?.story === story.id ? pending.current.slots : {} };
}

/** The same story once more, without the value that it rejected. @throws if it has no such slot. */
export function askAgainTarget({ bot, pending }: StoryRun, { slot, why }: SlotRejection): Candidate {
  const story = bot.stories.get(pending.current?.story ?? "");
  if (story?.slots.some(({ name }) => name === slot) !== true)
    throw new AuthorError(`turn.askAgain("${slot}"): the story has no such slot`);
  const { [slot]: _, ...slots } = pending.current?.slots ?? {};
  return { story, params: pending.current?.params ?? {}, slots, rejected: { slot, why } };
}
