import * as v from "valibot";
import { ConfigError } from "#app/errors.ts";

/** Key of a message in the catalogue. */
const key = v.string();
/** Sentences or words by locale. */
const phrases = v.record(v.string(), v.array(v.string()));

/** A button: with `url` it opens a page, else it says its label. */
const button = v.strictObject({ label: key, url: v.optional(v.string()) });

/** `path`: below the folder `files` of the import. */
const file = v.strictObject({
  kind: v.picklist(["image", "audio", "video", "file"]),
  name: v.string(),
  url: v.optional(v.string()),
  path: v.optional(v.string()),
});

const card = v.strictObject({
  title: v.optional(key),
  subtitle: v.optional(key),
  file: v.optional(file),
  buttons: v.optional(v.array(button), []),
});

const footnote = v.strictObject({ title: v.string(), url: v.optional(v.string()), excerpt: v.optional(v.string()) });

const message = v.variant("type", [
  v.strictObject({
    type: v.literal("text"),
    text: key,
    delay: v.optional(v.number()),
    buttons: v.optional(v.array(button), []),
    footnotes: v.optional(v.array(footnote), []),
  }),
  v.strictObject({ type: v.literal("card"), card, alt: v.optional(key), delay: v.optional(v.number()) }),
  v.strictObject({
    type: v.literal("carousel"),
    cards: v.array(card),
    alt: v.optional(key),
    delay: v.optional(v.number()),
  }),
]);

const messages = v.optional(v.array(message), []);

const slot = v.strictObject({
  name: v.string(),
  entity: v.string(),
  ask: messages,
  /** Words before it, by locale, that only this one of several slots has. */
  after: v.optional(phrases),
});

const stepFields = {
  name: v.string(),
  intent: v.optional(v.string()),
  /** What the person may say to come here: it is offered under the answer before. */
  offer: v.optional(key),
  messages,
  /** The intent of the story that goes on from here. */
  switchTo: v.optional(v.string()),
  /** The step is chosen by a mention: of this entity, and of this value if there is one. */
  chosenBy: v.optional(v.strictObject({ role: v.string(), entity: v.string(), value: v.optional(v.string()) })),
};

export type StepData = v.InferOutput<v.StrictObjectSchema<typeof stepFields, undefined>> & { steps: StepData[] };

const step: v.GenericSchema<unknown, StepData> = v.strictObject({
  ...stepFields,
  steps: v.optional(v.array(v.lazy(() => step)), []),
});

const story = v.strictObject({
  id: v.string(),
  /** As its authors call it. For whoever reads the file. */
  name: v.string(),
  intent: v.optional(v.string()),
  /** Other intents that lead to it while it is under way. */
  secondary: v.optional(v.array(v.string()), []),
  messages,
  /** Other answers for some of Tock's configurations, by name. */
  messagesFor: v.optional(v.record(v.string(), v.array(message)), {}),
  slots: v.optional(v.array(slot), []),
  steps: v.optional(v.array(step), []),
  /** The stories that follow once it has nothing more to say: everywhere, and for some of Tock's configurations. */
  endWith: v.optional(v.string()),
  endWithFor: v.optional(v.record(v.string(), v.string()), {}),
  handsOver: v.optional(v.boolean(), false),
  resumesBot: v.optional(v.boolean(), false),
});

const rule = { enabled: v.optional(v.boolean()), redirectTo: v.optional(v.string()) };

const entity = v.variant("kind", [
  v.strictObject({ kind: v.picklist(["date", "number", "ordinal", "duration", "email", "url", "phone", "text"]) }),
  v.strictObject({ kind: v.literal("oneOf"), values: v.record(v.string(), phrases) }),
]);

const botData = v.strictObject({
  format: v.literal("causerie-tock-bot"),
  version: v.literal(1),
  locales: v.tupleWithRest([v.string()], v.string()),
  stories: v.array(story),
  /** What is said when nothing was understood. */
  fallback: messages,
  rules: v.record(
    v.string(),
    v.strictObject({ ...rule, configurations: v.optional(v.record(v.string(), v.strictObject(rule)), {}) }),
  ),
  /** By its name in Tock: `duckling:datetime`. */
  entities: v.record(v.string(), entity),
  /** Sentences that mean an intent, by locale. */
  intents: v.record(v.string(), phrases),
});

export type BotData = v.InferOutput<typeof botData>;
export type StoryData = BotData["stories"][number];
export type MessageData = BotData["fallback"][number];
export type CardData = v.InferOutput<typeof card>;
export type FileData = v.InferOutput<typeof file>;
export type ButtonData = v.InferOutput<typeof button>;
export type SlotData = v.InferOutput<typeof slot>;
export type EntityData = v.InferOutput<typeof entity>;
export type RuleData = BotData["rules"][string];

/**
 * Reads what `causerie import tock` has written.
 * @throws ConfigError with every part that has another form, and its path.
 */
export function readBotData(json: unknown): BotData {
  const result = v.safeParse(botData, json);
  if (result.success) return result.output;
  throw new ConfigError(
    result.issues.map(
      (issue) => `loadTockBot: ${v.getDotPath(issue) ?? "the data"}: ${issue.message}; import the dump again`,
    ),
  );
}
