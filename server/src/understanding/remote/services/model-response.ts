import * as v from "valibot";
import type { Understanding } from "#understanding/understanding.ts";
import { createRangeFinder } from "#understanding/remote/mention-ranges.ts";
import { type IntentDescription, none } from "./intent-prompt.ts";
import { confidenceSchema, readResponse } from "#understanding/remote/read-response.ts";
import { createMentions, toUnderstanding } from "#understanding/remote/to-understanding.ts";

/** The form of the response that a model is asked for, as JSON Schema. All fields are required, because some providers insist on that. */
export function responseFormat(intents: readonly IntentDescription[], entities: readonly string[]) {
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

const responseSchema = v.object({
  intent: v.string(),
  confidence: confidenceSchema,
  entities: v.nullish(v.array(v.object({ entity: v.string(), text: v.string(), value: v.nullish(v.string()) })), []),
});

export type ModelRequest = {
  name: string;
  text: string;
  intents: readonly IntentDescription[];
  entities: readonly string[];
  /** The highest confidence that is believed. */
  trust: number;
};

/**
 * Believes a model only what it was asked for. An intent that is not listed counts as "not understood". A mention whose
 * words are not in the text is dropped, because the model has made it up.
 * @throws UnderstandingError `garbage`
 */
export function readModelResponse(
  json: unknown,
  { name, text, intents, entities, trust }: ModelRequest,
): Understanding {
  const response = readResponse(name, responseSchema, json);
  const toMention = createMentions(text, {});
  const findRange = createRangeFinder(text);
  return toUnderstanding({
    source: name,
    intent: intents.find(({ intent }) => intent === response.intent)?.intent,
    confidence: Math.min(trust, response.confidence),
    entities: response.entities
      .filter(({ entity }) => entities.includes(entity))
      .flatMap((found) => {
        const range = findRange(found.text);
        const value = found.value ?? undefined;
        return range === undefined ? [] : toMention({ kind: [found.entity], role: undefined, range: range, value });
      }),
    others: [],
  });
}
