import * as v from "valibot";

/** What a trial talk keeps to. `turnMs`: so long may one turn take; `requestMs`: after so long a
 * request begins no further turn. */
export const trialLimits = { turns: 60, textLength: 2_000, turnMs: 12_000, requestMs: 5_000 } as const;

/** `text`: a channel that shows words alone. `voice`: what a voice would say. */
export const trialChannels = ["web", "messenger", "text", "voice"] as const;
export const trialChannelSchema = v.picklist(trialChannels);
export type TrialChannel = v.InferOutput<typeof trialChannelSchema>;

const text = (max: number = trialLimits.textLength) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));
const degrees = (most: number) => v.pipe(v.number(), v.minValue(-most), v.maxValue(most));
const values = v.record(v.pipe(v.string(), v.maxLength(100)), v.pipe(v.string(), v.maxLength(trialLimits.textLength)));

/** What somebody does in a trial. `tap`: on what has this link; `send`: an event that only a channel knows. */
export const trialActSchema = v.variant("type", [
  v.strictObject({ type: v.literal("open") }),
  v.strictObject({ type: v.literal("say"), text: text() }),
  v.strictObject({ type: v.literal("tap"), label: text(500), link: text() }),
  /** Fills in the newest form. */
  v.strictObject({ type: v.literal("submit"), values }),
  v.strictObject({
    type: v.literal("share"),
    latitude: degrees(90),
    longitude: degrees(180),
    title: v.exactOptional(text(200)),
  }),
  /** Comes by a campaign link. */
  v.strictObject({ type: v.literal("refer"), ref: text() }),
  v.strictObject({ type: v.literal("rate"), value: v.picklist(["up", "down"]) }),
  v.strictObject({ type: v.literal("send"), name: text(100) }),
  /** Lets the clock of the talk go on. Nobody answers that. */
  v.strictObject({
    type: v.literal("wait"),
    minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  }),
]);
export type TrialAct = v.InferOutput<typeof trialActSchema>;

/**
 * A talk with the bot that no visitor has and nobody keeps: who it is, where, and all that they have done. `id` and `at` (when it begins,
 * milliseconds since 1970) make two talks different; of the same talk the same comes out.
 */
export const trialSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
  channel: trialChannelSchema,
  /** BCP 47. */
  locale: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/))),
  name: v.exactOptional(text(100)),
  acts: v.pipe(v.array(trialActSchema), v.maxLength(trialLimits.turns)),
});
export type Trial = v.InferOutput<typeof trialSchema>;

/** What a tap does. `page`: a web address that is opened; `location`: the person is asked where they are. */
const choice = v.object({
  label: v.string(),
  does: v.picklist(["tap", "say", "page", "location"]),
  /** The link, the text or the address. */
  value: v.string(),
});
export type TrialChoice = v.InferOutput<typeof choice>;

const words = v.optional(v.string());
const picture = v.object({ url: words, alt: v.string() });
const field = v.object({
  name: v.string(),
  label: v.string(),
  kind: v.string(),
  required: v.boolean(),
  value: words,
  options: v.optional(v.array(v.object({ label: v.string(), value: v.string() }))),
});

/** One message as a channel draws it. `choices` stay with it, `replies` stand below the newest one. */
export const trialBubbleSchema = v.object({
  text: words,
  cards: v.optional(
    v.array(v.object({ title: v.string(), subtitle: words, image: v.optional(picture), choices: v.array(choice) })),
  ),
  media: v.optional(v.object({ kind: v.string(), url: words, alt: v.string(), name: words })),
  form: v.optional(v.object({ fields: v.array(field), submit: v.string() })),
  /** The message is of a kind that this page does not draw: its name at the channel. */
  other: words,
  choices: v.array(choice),
  replies: v.array(choice),
});
export type TrialBubble = v.InferOutput<typeof trialBubbleSchema>;

const guess = v.object({
  source: v.string(),
  intent: words,
  step: words,
  confidence: v.number(),
  others: v.array(v.object({ intent: v.string(), confidence: v.number() })),
  /** The words that spoke most for the intent. */
  words: v.array(v.string()),
});
const kept = v.object({
  slots: v.array(v.object({ name: v.string(), value: v.unknown(), isNew: v.boolean() })),
  waitsFor: v.optional(v.object({ slot: words, attempts: v.number() })),
  suspended: v.array(v.string()),
});

/**
 * One act, what the bot answered, and why. `ms`: how long it took. `state`: what is kept of the conversation. `isLate`: nothing came in time, so the
 * turn was broken off and those behind it were not begun.
 */
export const trialTurnSchema = v.object({
  act: trialActSchema,
  at: v.number(),
  ms: v.number(),
  isLate: v.boolean(),
  bubbles: v.array(trialBubbleSchema),
  /** What was said, in words of no channel, and as the channel gets it. */
  messages: v.array(v.unknown()),
  payloads: v.array(v.unknown()),
  losses: v.array(v.object({ rule: v.string(), detail: v.string() })),
  story: v.string(),
  step: words,
  outcome: v.string(),
  understood: v.optional(guess),
  guesses: v.array(guess),
  entities: v.array(v.object({ entity: v.string(), text: v.string(), value: v.unknown() })),
  candidates: v.array(v.object({ story: v.string(), step: words, slot: words })),
  kept,
  problems: v.array(v.string()),
  state: v.unknown(),
});
export type TrialTurn = v.InferOutput<typeof trialTurnSchema>;

/** `isWhole`: false when the time of the request was over before the last act; the same request goes on from there. */
export const trialAnswerSchema = v.object({ turns: v.array(trialTurnSchema), isWhole: v.boolean() });
export type TrialAnswer = v.InferOutput<typeof trialAnswerSchema>;

export const trialComparisonSchema = v.object({
  /** `turn`: counted from 0. */
  differences: v.array(
    v.object({
      turn: v.number(),
      aspect: v.picklist(["story", "texts", "choices"]),
      one: v.array(v.string()),
      other: v.array(v.string()),
    }),
  ),
  isWhole: v.boolean(),
});
export type TrialComparison = v.InferOutput<typeof trialComparisonSchema>;

/** The source of a test that repeats the talk. */
export const trialTestSchema = v.object({ source: v.string() });
