import type { Turn } from "#bot/running/turn.ts";
import type { StepData } from "#tock-import/bot-data.ts";
import type { LoadedBot } from "./loaded-bot.ts";

/**
 * The first step that is chosen by what the words mention. A step that has an intent, too, needs both.
 */
export function stepByMention(steps: readonly StepData[], turn: Turn, bot: LoadedBot): StepData | undefined {
  if (isNamed(turn)) return undefined;
  return steps.find(
    (step) => step.chosenBy !== undefined && fitsIntent(step, turn) && isMentioned(step.chosenBy, turn, bot),
  );
}

/** The step to run in the stead of this one, which its intent has led to. `root`: none of its siblings fits, so the story itself answers. */
export function insteadOf(
  step: StepData,
  siblings: readonly StepData[],
  turn: Turn,
  bot: LoadedBot,
): StepData | "root" | undefined {
  if (isNamed(turn)) return undefined;
  const { chosenBy } = step;
  const fits = chosenBy === undefined || isMentioned(chosenBy, turn, bot);
  const mentioned = stepByMention(fits ? step.steps : siblings, turn, bot);
  if (mentioned !== undefined || fits) return mentioned;
  return siblings.find((each) => each.chosenBy === undefined && each.intent === step.intent) ?? "root";
}

/** A tap names its step, and so does a typed choice: "2". */
function isNamed({ event, understanding }: Turn): boolean {
  return event.content.type === "postback" || understanding.step !== undefined;
}

function fitsIntent({ intent }: StepData, { understanding }: Turn): boolean {
  return intent === undefined || understanding.intent === undefined || intent === understanding.intent;
}

function isMentioned({ role, entity, value }: NonNullable<StepData["chosenBy"]>, turn: Turn, bot: LoadedBot): boolean {
  const context = { locale: turn.locale, now: turn.now, timeZone: turn.timeZone };
  const found = bot.entity(entity)?.find(turn.text, context) ?? [];
  const understood = turn.understanding.entities.filter((each) => each.role === role || each.entity === entity);
  return [...found, ...understood].some((each) => value === undefined || each.value === value);
}
