import type { EntityContext } from "#understanding/entities/entity.ts";
import { yesNo } from "#understanding/entities/yes-no.ts";
import { phrasesByLocale } from "#understanding/keywords.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { Step } from "#bot/authoring/steps.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { Said } from "#bot/forms/said.ts";

/**
 * The step that takes an answer while a step waits for it. A step without intents takes any words. One with intents is a
 * choice: its "no" goes to the step beside it that expects a "no", and a question of the person's own is no choice. What is
 * confirmed by a "yes" is confirmed by nothing else: "hm" orders no pizza.
 * @returns undefined: the words answer nothing here.
 */
export function stepFor(
  story: StoryDefinition,
  waiting: Step,
  { said, understanding, context }: { said: Said | undefined; understanding: Understanding; context: EntityContext },
): Step | undefined {
  if (said === undefined || waiting.intents.length === 0) return waiting;
  const answer = yesNo().read(said.text, context);
  const expects = (step: Step): boolean => answersOf(story, step, context).has(answer);
  const isConfirmed = answersOf(story, waiting, context).size > 0;
  if (answer !== undefined && isConfirmed && !expects(waiting))
    return [...story.steps.values()].find((step) => step.parent === waiting.parent && expects(step));
  const isMeant = answer !== undefined || waiting.intents.includes(understanding.intent ?? "");
  return (said.isQuestion || isConfirmed) && !isMeant ? undefined : waiting;
}

/** Whether the phrases of a step's intents say yes or no. */
function answersOf(story: StoryDefinition, { intents }: Step, context: EntityContext): Set<unknown> {
  const phrases = story.vocabulary
    .filter(({ name }) => intents.includes(name))
    .flatMap(({ keywords, examples }) => [...phrasesByLocale(keywords), ...phrasesByLocale(examples)]);
  const read = phrases.map(({ text, locale = context.locale }) => yesNo().read(text, { ...context, locale }));
  return new Set(read.filter((answer) => answer !== undefined));
}
