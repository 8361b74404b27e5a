import * as v from "valibot";
import { encodeLink, type LinkParams } from "#channel/message/link.ts";
import type { BotMessage } from "#channel/message/message.ts";
import type { AskHandler, Handler } from "#bot/authoring/handler-types.ts";
import { intent as intentOf, type IntentRef } from "#bot/authoring/intent.ts";
import type { QuickReplySpec } from "#bot/authoring/messages.ts";
import type { SlotSpec } from "#bot/authoring/slot.ts";
import type { StepSpec } from "#bot/authoring/steps.ts";
import { story, type StoryDefinition } from "#bot/authoring/story.ts";
import type { Turn } from "#bot/running/turn.ts";
import type { Phrases } from "#understanding/keywords.ts";
import type { MessageData, SlotData, StepData, StoryData } from "#tock-import/bot-data.ts";
import { insteadOf, stepByMention } from "./chosen-step.ts";
import type { LoadedBot } from "./loaded-bot.ts";
import { toMessages } from "./to-messages.ts";

/**
 * `examples`: the sentences of the story's own intent. `refer`: an intent of its steps, with its sentences unless another story has
 * them.
 */
export type StoryIntents = {
  readonly examples: (name: string) => Phrases;
  readonly refer: (name: string) => IntentRef;
};

type StoryEvents = { events?: readonly "start"[] };

/** An imported story as one that runs. It answers as Tock's own handler of configured stories does. */
export function toStory(data: StoryData, bot: LoadedBot, intents: StoryIntents, options: StoryEvents): StoryDefinition {
  const { id, intent, secondary, slots, steps } = data;
  const contract = story(id, {
    ...options,
    ...(intent === undefined
      ? { examples: intents.examples(id) }
      : { intents: [intentOf(intent, { examples: intents.examples(intent) })] }),
    secondary: secondary.map(intents.refer),
    slots: Object.fromEntries(slots.map((slot) => [slot.name, toSlot(slot, bot)])),
    steps: toSteps(steps, intents),
    resumesBot: data.resumesBot,
  });
  const runner = new StoryRunner(data, bot);
  return contract.handle({
    run: (turn, values) => runner.run(turn, values),
    ask: Object.fromEntries(
      slots.map(({ name, ask }): [string, AskHandler] => [name, (turn) => runner.say(turn, ask, [])]),
    ),
    steps: Object.fromEntries(runner.stepHandlers(steps)),
  });
}

function toSlot({ entity: name, ask, after = {} }: SlotData, bot: LoadedBot): SlotSpec {
  const entity = bot.entity(name);
  // Tock asks only for what it has a question for.
  const options = { optional: ask.length === 0, after };
  return entity === undefined
    ? { schema: v.pipe(v.string(), v.trim(), v.minLength(1)), ...options }
    : { entity, ...options };
}

function toSteps(steps: readonly StepData[], intents: StoryIntents): Record<string, StepSpec> {
  return Object.fromEntries(
    steps.map(({ name, intent, steps: below }) => [
      name,
      { intents: intent === undefined ? [] : [intents.refer(intent)], steps: toSteps(below, intents) },
    ]),
  );
}

/** The turn's stories that were switched to by a step or an ending: two that lead to each other must not do so for ever. */
const visited = "tock-import.visited";

class StoryRunner {
  readonly #data: StoryData;
  readonly #bot: LoadedBot;

  constructor(data: StoryData, bot: LoadedBot) {
    this.#data = data;
    this.#bot = bot;
  }

  async *run(turn: Turn, values: unknown): AsyncGenerator<BotMessage, void> {
    const { id, steps } = this.#data;
    const step = stepByMention(steps, turn, this.#bot);
    if (step !== undefined) turn.switchTo(encodeLink(id, {}, step.name));
    yield* this.#answer(turn);
    if (steps.length === 0) this.#end(turn, values);
  }

  /** The handlers of the steps and of those below them, by name. */
  stepHandlers(steps: readonly StepData[]): [string, Handler<unknown>][] {
    return steps.flatMap((step) => [
      [step.name, (turn: Turn, values: unknown) => this.#runStep(step, steps, turn, values)] as [
        string,
        Handler<unknown>,
      ],
      ...this.stepHandlers(step.steps),
    ]);
  }

  say(turn: Turn, messages: readonly MessageData[], steps: readonly StepData[]): BotMessage[] {
    const context = this.#bot.messageContext(turn);
    const offers = steps.flatMap(({ name, offer }): QuickReplySpec[] =>
      offer === undefined ? [] : [{ label: context.say(offer), to: encodeLink(this.#data.id, {}, name) }],
    );
    return toMessages(messages, offers, context);
  }

  async *#runStep(
    step: StepData,
    siblings: readonly StepData[],
    turn: Turn,
    values: unknown,
  ): AsyncGenerator<BotMessage, void> {
    const { id, handsOver } = this.#data;
    const instead = insteadOf(step, siblings, turn, this.#bot);
    if (instead !== undefined) turn.switchTo(instead === "root" ? encodeLink(id) : encodeLink(id, {}, instead.name));
    const isSilent = step.messages.length === 0;
    yield* this.say(turn, step.messages, step.steps);
    this.#switch(turn, step.switchTo ?? (isSilent ? step.intent : undefined), values);
    if (isSilent) yield* this.#answer(turn);
    else {
      if (handsOver) turn.handover();
      if (step.steps.length === 0) this.#end(turn, values);
    }
  }

  /** The answer of the story itself, with its first steps as offers. */
  *#answer(turn: Turn): Generator<BotMessage, void> {
    const { messages, messagesFor, steps, handsOver } = this.#data;
    yield* this.say(turn, this.#bot.configured(messagesFor, turn) ?? messages, steps);
    if (handsOver) turn.handover();
  }

  #end(turn: Turn, values: unknown): void {
    const { endWith, endWithFor } = this.#data;
    this.#switch(turn, this.#bot.configured(endWithFor, turn) ?? endWith, values);
  }

  /** Ends the handler, unless there is nowhere to go. */
  #switch(turn: Turn, target: string | undefined, values: unknown): void {
    const before = turn.scratch[visited];
    const seen = before instanceof Set ? before : new Set<unknown>();
    if (target === undefined || target === this.#data.id || seen.has(target) || !this.#bot.hasStory(target, turn))
      return;
    turn.scratch[visited] = new Set([...seen, this.#data.id, target]);
    turn.switchTo(encodeLink(target, linkParams(values, this.#bot.slotsOf(target))));
  }
}

/** In Tock a value belongs to the conversation, so the next story knows it. Links carry text: what has no short one is asked for again. */
function linkParams(values: unknown, slots: readonly string[]): LinkParams {
  const params: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(Object(values) as Record<string, unknown>)) {
    if (!slots.includes(name)) continue;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") params[name] = value;
    else if (isDay(value)) params[name] = value.time === undefined ? value.date : `${value.date} ${value.time}`;
  }
  return params;
}

function isDay(value: unknown): value is { date: string; time?: string } {
  return typeof value === "object" && value !== null && "date" in value && typeof value.date === "string";
}
