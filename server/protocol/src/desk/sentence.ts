import * as v from "valibot";
import { deskLimits } from "./limits.ts";

const language = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{2,35}$/));
const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(deskLimits.sentenceLength));

/** What visitors wrote and no story understood, or only by a guess: the same words in one language together. */
export const unknownSentenceSchema = v.object({
  id: v.string(),
  /** As somebody wrote it last. */
  text: v.string(),
  language: v.string(),
  count: v.number(),
  channels: v.array(v.object({ id: v.string(), count: v.number() })),
  lastAt: v.number(),
  /** How sure the bot was of its likeliest guess: 0 to 1. 0 is none. */
  confidence: v.number(),
});
export type UnknownSentence = v.InferOutput<typeof unknownSentenceSchema>;

export const unknownSentencesSchema = v.object({
  sentences: v.array(unknownSentenceSchema),
  /** What was looked at, at most: older ones were left out. */
  isComplete: v.boolean(),
  languages: v.array(v.string()),
  channels: v.array(v.object({ id: v.string(), name: v.string() })),
  /** What a sentence can be given to. */
  intents: v.array(v.string()),
});
export type UnknownSentences = v.InferOutput<typeof unknownSentencesSchema>;

/** What becomes of a sentence: an example of what it means, in words that the team may change, or nothing. */
export const sentenceDecisionSchema = v.variant("type", [
  v.strictObject({ type: v.literal("example"), intent: v.pipe(v.string(), v.minLength(1)), language, text }),
  v.strictObject({ type: v.literal("dismissed") }),
]);
export type SentenceDecision = v.InferOutput<typeof sentenceDecisionSchema>;

/** An example that the team has added. `isLearnt`: the bot that runs has it. */
export const corpusEntrySchema = v.object({
  id: v.string(),
  intent: v.string(),
  language: v.string(),
  text: v.string(),
  by: v.string(),
  at: v.number(),
  isLearnt: v.boolean(),
  /** False: the bot has no such intent any more. */
  isKnown: v.boolean(),
});
export type CorpusEntry = v.InferOutput<typeof corpusEntrySchema>;
export const corpusSchema = v.object({ entries: v.array(corpusEntrySchema) });
