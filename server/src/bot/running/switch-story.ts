import { AuthorError } from "#app/errors.ts";
import { type Link, parseLink } from "#channel/message/link.ts";
import type { Candidate } from "#bot/routing/candidate.ts";
import { toQuestion } from "#bot/routing/to-question.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";
import { unknownName } from "#bot/authoring/known-options.ts";
import { unknownStep } from "#bot/authoring/steps.ts";
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

/** Thrown by `turn.callStory`, to let another story find the value of a slot. */
export class StoryCall extends Error {
  override readonly name = "StoryCall";
  readonly #link: Link;
  readonly into: string;

  constructor(link: Link, into: string) {
    super("turn.callStory ends the handler: let this pass");
    this.#link = link;
    this.into = into;
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
  if (story === undefined)
    throw new AuthorError(`turn.switchTo: unknown story ${unknownName(intent, "stories", [...bot.stories.keys()])}`);
  if (story.remote !== undefined) return toQuestion(story, { intent, step, params });
  if (step !== undefined && !story.steps.has(step))
    throw new AuthorError(`turn.switchTo: ${unknownStep(story.id, step, [...story.steps.keys()])}`);
  if (step === undefined) return { story, params, slots: {}, begins: true };
  return { story, step, params, slots: pending.current?.story === story.id ? pending.current.slots : {} };
}

/** The same story once more, without the value that it rejected. @throws if it has no such slot. */
export function askAgainTarget({ bot, pending }: StoryRun, { slot, why }: SlotRejection): Candidate {
  const story = bot.stories.get(pending.current?.story ?? "");
  const names = story?.slots.map(({ name }) => name) ?? [];
  if (story === undefined || !names.includes(slot))
    throw new AuthorError(`turn.askAgain: the story has no slot ${unknownName(slot, "slots", names)}`);
  const { [slot]: _, ...slots } = pending.current?.slots ?? {};
  const said = pending.current?.words?.[slot];
  const askFirst = { slot, why, ...(said === undefined ? {} : { said }) };
  return { story, params: pending.current?.params ?? {}, slots, askFirst, ignoresWords: true };
}

/** The story that is called. The calling one waits behind it. @throws if the calling one has no such slot. */
export function callTarget(run: StoryRun, { link, into }: StoryCall): Candidate {
  const { pending, bot } = run;
  const story = bot.stories.get(pending.current?.story ?? "");
  const names = story?.slots.map(({ name }) => name) ?? [];
  if (pending.current === undefined || !names.includes(into))
    throw new AuthorError(`turn.callStory: the story has no slot ${unknownName(into, "slots", names)}`);
  const target = switchTarget(run, link);
  const { question } = pending;
  const caller = { ...pending.current, into, ...(question === undefined ? {} : { question }) };
  pending.current = undefined;
  return { ...target, caller };
}

/** The calling story with the value that it gets. Undefined: nobody has called. @throws if the value is no plain JSON. */
export function returnTarget({ bot, pending, returned }: StoryRun): Candidate | undefined {
  const { value } = returned;
  delete returned.value;
  const caller = pending.current?.caller;
  const story = bot.stories.get(caller?.story ?? "");
  if (value === undefined || caller === undefined || story === undefined) return undefined;
  if (findNonJson(value) !== undefined) throw new AuthorError("turn.returnValue: the value is not plain JSON");
  const { into, question: _, ...state } = caller;
  pending.current = state;
  pending.question = undefined;
  // Words are read like those of a link, anything else is a value already.
  return typeof value === "string"
    ? { story, params: { ...state.params, [into]: value }, slots: state.slots, ignoresWords: true }
    : { story, params: { ...state.params }, slots: { ...state.slots, [into]: value }, ignoresWords: true };
}
