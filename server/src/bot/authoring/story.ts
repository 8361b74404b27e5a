import type { StandardSchemaV1 } from "@standard-schema/spec";
import { encodeLink, type Link, type LinkParams } from "#channel/message/link.ts";
import type { FormCommand } from "#understanding/forms/form-words.ts";
import type { Phrases } from "#understanding/keywords.ts";
import type { AskHandler, GiveUpHandler, Handler } from "./handler-types.ts";
import { assertName, type Intent, type IntentRef, nameOf } from "./intent.ts";
import {
  type OptionalSlots,
  type Slot,
  type SlotLinkValues,
  type SlotSpecs,
  type SlotValues,
  toSlots,
} from "./slot.ts";
import { assertKnown, unknownName } from "./known-options.ts";
import type { RemoteBot } from "./remote-bot.ts";
import type { StoryEvent } from "./story-event.ts";
import { type FlatSteps, flattenSteps, type ParamsSchema, type Step, type StepSpecs, unknownStep } from "./steps.ts";

export type { StoryEvent } from "./story-event.ts";

type None = Record<never, never>;

/**
 * A story is one subject that the bot can talk about. It has two halves, which are two values: the *contract* and the
 * *handlers*. The contract is data only (how the story is asked for, its slots, its steps), and any file may import it to
 * make links. If both were one literal, a story that links to itself would lose all type checks (TS7022).
 *
 * ```ts
 * export const weather = story("weather", {
 *   keywords: { en: ["weather", "forecast"], fr: ["météo"] },
 *   slots: { city: oneOf("city", ["Lille", "Paris"]) },
 *   steps: { details: v.object({ day: v.pipe(v.string(), v.transform(Number)) }) },
 * });
 *
 * export const weatherStory = weather.handle({
 *   ask: {
 *     city: () => text("For which city?", { quickReplies: [{ label: "Lille", to: weather.link({ city: "Lille" }) }] }),
 *   },
 *   run: (turn, { city }) => `It is sunny in ${city}.`,
 *   steps: { details: (turn, { day }) => `Day ${day} will be sunny, too.` },
 * });
 * ```
 */
export function story<
  Params extends ParamsSchema = undefined,
  const Slots extends SlotSpecs = None,
  const Steps extends StepSpecs = None,
>(id: string, contract: StoryContract<Params, Slots, Steps> = {}): Story<Params, Slots, Steps> {
  assertName("story id", id);
  assertKnown(`story "${id}"`, contract, contractOptions);
  const { steps, intents: stepIntents } = flattenSteps(contract.steps ?? {});
  const slots = toSlots(contract.slots ?? {});
  const { intents = [], secondary = [], keywords = [], examples = [] } = contract;
  return {
    id,
    link: (...[values]) => encodeLink(id, toLinkParams(id, values)),
    step: (name, ...[values]) => {
      const known = steps.map((step) => step.name);
      if (!known.includes(name)) throw new TypeError(unknownStep(id, name, known));
      return encodeLink(id, toLinkParams(id, values), name);
    },
    handle: (handlers) => {
      const { run, ask = {}, steps: parts = {}, giveUp, onCancel, recap } = toHandlers(handlers);
      assertHandlers(id, handlers, { slots: slots.map(({ name }) => name), steps: steps.map(({ name }) => name) });
      return {
        id,
        title: contract.title,
        starters: [id, ...intents.map(nameOf)],
        secondary: secondary.map(nameOf),
        vocabulary: [
          { name: id, keywords, examples },
          ...[...intents, ...secondary].filter((each): each is Intent => typeof each !== "string"),
          ...stepIntents,
        ],
        events: contract.events ?? [],
        schema: contract.params,
        slots,
        steps: new Map(steps.map((step) => [step.name, step])),
        run,
        ask: new Map(Object.entries(ask)),
        parts: new Map(Object.entries(parts)),
        giveUp,
        onCancel,
        recap,
        commands: contract.commands,
        attempts: contract.attempts ?? 3,
        interruptible: contract.interruptible ?? true,
        whenSuperseded: contract.whenSuperseded ?? "finish",
        resumesBot: contract.resumesBot ?? false,
      };
    },
  };
}

const contractOptions: Record<keyof StoryContract<ParamsSchema, SlotSpecs, StepSpecs>, true> = {
  title: true,
  keywords: true,
  examples: true,
  intents: true,
  secondary: true,
  events: true,
  params: true,
  slots: true,
  steps: true,
  attempts: true,
  interruptible: true,
  commands: true,
  whenSuperseded: true,
  resumesBot: true,
};

const handlerOptions: Record<keyof ErasedHandlers, true> = {
  run: true,
  ask: true,
  steps: true,
  giveUp: true,
  onCancel: true,
  recap: true,
};

/** @throws TypeError for a handler that would never be called, because nothing has its name. */
function assertHandlers(
  id: string,
  handlers: object,
  { slots, steps }: { slots: readonly string[]; steps: readonly string[] },
): void {
  if (typeof handlers === "function") return;
  assertKnown(`the handlers of "${id}"`, handlers, handlerOptions, "a handler");
  const { ask = {}, steps: parts = {} } = toHandlers(handlers);
  const slot = Object.keys(ask).find((name) => !slots.includes(name));
  if (slot !== undefined)
    throw new TypeError(`the handlers of "${id}" ask for a slot ${unknownName(slot, "slots", slots)}`);
  const step = Object.keys(parts).find((name) => !steps.includes(name));
  if (step !== undefined) throw new TypeError(`the handlers of "${id}" are for an ${unknownStep(id, step, steps)}`);
}

/** What a story is about, how it is asked for and what it needs to know. Data only. */
export type StoryContract<Params extends ParamsSchema, Slots extends SlotSpecs, Steps extends StepSpecs> = {
  /** Its subject, in words for people, by language: "your ticket". Used when the bot offers to come back to it. */
  title?: Readonly<Record<string, string>>;
  /** Words or phrases that ask for it, anywhere in a text. */
  keywords?: Phrases;
  /** Whole sentences that ask for it. The classifier learns from them; five or more in each language are a good start. */
  examples?: Phrases;
  /** Other intents that begin this story, besides its id. */
  intents?: readonly IntentRef[];
  /** Intents that lead to this story only while it is under way, e.g. "and tomorrow?". */
  secondary?: readonly IntentRef[];
  /** Events that this story answers: `start` when a chat is opened, `location` when a location is shared … */
  events?: readonly StoryEvent[];
  /** Reads the parameters of a link. When it refuses them, the handler is not called. */
  params?: Params;
  /** What the story needs to know, in the order to ask for it. Its links may carry slots as parameters. */
  slots?: Slots;
  steps?: Steps;
  /** How often a slot is asked for before the story gives up. Default 3. */
  attempts?: number;
  /** Whether another subject may interrupt its questions. Default true. */
  interruptible?: boolean;
  /** What a person may ask of it by words while it waits for an answer. Default: what the bot's `forms.commands` say. */
  commands?: readonly FormCommand[];
  /** Whether its answer is broken off when the person writes again before it is complete. Default `finish`. */
  whenSuperseded?: "finish" | "abort";
  /** Whether a clear wish for it ends a handover to a person. */
  resumesBot?: boolean;
};

/** What `story` makes: the contract. It makes links, and takes the handlers. */
export type Story<Params extends ParamsSchema, Slots extends SlotSpecs, Steps extends StepSpecs> = {
  readonly id: string;
  /** A link to the story's beginning, for buttons, quick replies and referrals. It may carry slots. */
  link(...params: StoryLinkArguments<Params, Slots>): Link;
  /** A link to one of its steps. */
  step<const Name extends (keyof FlatSteps<Steps> & string) | Unknown>(
    name: Name extends keyof FlatSteps<Steps> & string ? Name : keyof FlatSteps<Steps> & string,
    ...params: Name extends keyof FlatSteps<Steps> & string ? LinkArguments<FlatSteps<Steps>[Name]> : unknown[]
  ): Link;
  /** Adds the handlers. @returns what `createBot` takes. */
  handle(handlers: Handlers<Params, Slots, Steps>): StoryDefinition;
};

/** Any text, while an editor still suggests the names that there are: so the compiler complains about the name alone. */
type Unknown = string & Record<never, never>;

/** A story with its handlers, types erased. */
export type StoryDefinition = {
  readonly id: string;
  readonly title: Readonly<Record<string, string>> | undefined;
  /** Intents that begin it; the first is its id. */
  readonly starters: readonly string[];
  readonly secondary: readonly string[];
  /** Words for the intents that it declares. */
  readonly vocabulary: readonly Intent[];
  readonly events: readonly StoryEvent[];
  readonly schema: ParamsSchema;
  readonly slots: readonly Slot[];
  readonly steps: ReadonlyMap<string, Step>;
  readonly run: Handler<unknown>;
  readonly ask: ReadonlyMap<string, AskHandler>;
  /** Handlers of the steps. */
  readonly parts: ReadonlyMap<string, Handler<unknown>>;
  readonly giveUp: GiveUpHandler | undefined;
  readonly onCancel: Handler<unknown> | undefined;
  readonly recap: Handler<unknown> | undefined;
  readonly commands: readonly FormCommand[] | undefined;
  readonly attempts: number;
  readonly interruptible: boolean;
  readonly whenSuperseded: "finish" | "abort";
  readonly resumesBot: boolean;
  /** Answers in place of the handlers, for a story that runs elsewhere. */
  readonly remote?: RemoteBot;
};

/** Links carry text, so a schema reads their parameters from strings. A schema that takes numbers would refuse them all. */
type LinkInput<Input> = Input extends object
  ? {
      [Name in keyof Input]: unknown extends Input[Name]
        ? string | number | boolean
        : [Extract<Input[Name], string | undefined>] extends [undefined]
          ? { "links carry text: read this from a string, e.g. v.pipe(v.string(), v.transform(Number))": never }
          : Extract<Input[Name], string | undefined> | (string extends Input[Name] ? number | boolean : never);
    }
  : { "parameters of a link have names: use an object schema": never };

type LinkArguments<Schema> = Schema extends StandardSchemaV1
  ? Optionally<LinkInput<StandardSchemaV1.InferInput<Schema>>>
  : [];

type StoryLinkArguments<Params, Slots> = keyof Slots extends never
  ? LinkArguments<Params>
  : Optionally<
      (Params extends StandardSchemaV1 ? LinkInput<StandardSchemaV1.InferInput<Params>> : None) & SlotLinkValues<Slots>
    >;

type Optionally<Input> = None extends Input ? [params?: Input] : [params: Input];

type Output<Schema> = Schema extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<Schema> : None;

export type Handlers<Params extends ParamsSchema, Slots extends SlotSpecs, Steps extends StepSpecs> =
  | HandlerSet<Params, Slots, Steps>
  | (keyof Slots | keyof Steps extends never ? Handler<Output<Params>> : never);

type HandlerSet<Params, Slots, Steps> = {
  run: Handler<Output<Params> & (keyof Slots extends never ? None : Omit<SlotValues<Slots>, keyof Output<Params>>)>;
  /** Reacts when the person has left the story. The state is then as if it had not begun. Default: the bot says so. */
  onCancel?: Handler<Partial<SlotValues<Slots>>>;
  /** Says what the person has told the story so far. Default: a list of titles and words. Its question follows. */
  recap?: Handler<Partial<SlotValues<Slots>>>;
} & (keyof Slots extends never ? None : { giveUp?: GiveUpHandler } & AskHandlers<Slots>) &
  (keyof Steps extends never
    ? None
    : { steps: { [Name in keyof FlatSteps<Steps>]: StepHandler<FlatSteps<Steps>[Name], Slots> } });

/** A step gets the slots that are known so far. Its own parameters win over a slot of the same name. */
type StepHandler<Schema, Slots> = Handler<
  Output<Schema> & (keyof Slots extends never ? None : Omit<Partial<SlotValues<Slots>>, keyof Output<Schema>>)
>;

/** An optional slot is asked for only after `turn.askAgain`. */
type AskHandlers<Slots> =
  Exclude<keyof Slots, OptionalSlots<Slots>> extends never
    ? { ask?: { [Name in keyof Slots]?: AskHandler<Partial<SlotValues<Slots>>> } }
    : {
        ask: { [Name in Exclude<keyof Slots, OptionalSlots<Slots>>]: AskHandler<Partial<SlotValues<Slots>>> } & {
          [Name in OptionalSlots<Slots>]?: AskHandler<Partial<SlotValues<Slots>>>;
        };
      };

type ErasedHandlers = {
  run: Handler<unknown>;
  ask?: Record<string, AskHandler>;
  steps?: Record<string, Handler<unknown>>;
  giveUp?: GiveUpHandler;
  onCancel?: Handler<unknown>;
  recap?: Handler<unknown>;
};

/** The handlers in one form. Their types have been checked; stories of all shapes in one list cannot keep them. */
function toHandlers(handlers: object): ErasedHandlers {
  return typeof handlers === "function" ? { run: handlers as Handler<unknown> } : (handlers as ErasedHandlers);
}

function toLinkParams(id: string, values: unknown): LinkParams {
  const params: Record<string, string | number | boolean | undefined> = {};
  for (const [name, value] of Object.entries(values ?? {})) {
    if (name.startsWith("_"))
      throw new TypeError(`link to "${id}": names that begin with _ are reserved, but got "${name}"`);
    if (value !== undefined && !["string", "number", "boolean"].includes(typeof value)) {
      throw new TypeError(`link to "${id}": "${name}" must be a string, a number or a boolean; links travel as text`);
    }
    params[name] = value as string;
  }
  return params;
}
