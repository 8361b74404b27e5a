import * as v from "valibot";
import type { Understanding } from "#understanding/understanding.ts";
import { createLocator } from "./locate-words.ts";
import { type IntentDescription, none } from "./intent-prompt.ts";
import { confidenceSchema, readAnswer } from "./read-answer.ts";
import { createMentions, toUnderstanding } from "./to-understanding.ts";

/** The form a model is asked to answer in, as JSON Schema. All is required: some providers insist on that. */
export function answerFormat(intents: readonly IntentDescription[], entities: readonly string[]) {
  const entity = objectOf({
    entity: { type: "string" as const, enum: [...entities] },
    text: { type: "string" as const, description: "the words exactly as they stand in the message" },
    value: { type: "string" as const, description: "what they mean" },
  });
  return objectOf({
    intent: { type: "string" as const, enum: [...intents.map(({ intent }) => intent), none] },
    confidence: { type: "number" as const, description: "between 0 and 1" },
    ...(entities.length === 0 ? {} : { entities: { type: "array" as const, items: entity } }),
  });
}

function objectOf<Properties extends object>(properties: Properties) {
  return { type: "object" as const, properties, required: Object.keys(properties), additionalProperties: false };
}

const answerSchema = v.object({
  intent: v.string(),
  confidence: confidenceSchema,
  entities: v.nullish(v.array(v.object({ entity: v.string(), text: v.string(), value: v.nullish(v.string()) })), []),
});

export type ModelAsked = {
  name: string;
  text: string;
  intents: readonly IntentDescription[];
  entities: readonly string[];
  /** The highest confidence that is believed. */
  trust: number;
};

/**
 * Believes a model only what it was asked for: an intent that is not listed is "not understood", and a mention whose words
 * are not in the text is made up.
 * @throws UnderstandingError `garbage`
 */
export function readModelAnswer(json: unknown, { name, text, intents, entities, trust }: ModelAsked): Understanding {
  const answer = readAnswer(name, answerSchema, json);
  const toMention = createMentions(text, {});
  const locate = createLocator(text);
  return toUnderstanding({
    source: name,
    intent: intents.find(({ intent }) => intent === answer.intent)?.intent,
    confidence: Math.min(trust, answer.confidence),
    entities: answer.entities
      .filter(({ entity }) => entities.includes(entity))
      .flatMap((found) => {
        const place = locate(found.text);
        const value = found.value ?? undefined;
        return place === undefined ? [] : toMention({ kind: [found.entity], role: undefined, place, value });
      }),
    others: [],
  });
}
