import * as v from "valibot";
import type { Json } from "#channel/json.ts";
import type { EntityMention, Understanding } from "#understanding/understanding.ts";
import { createMapping } from "./name-mapping.ts";
import { createPlaces } from "./places.ts";
import { confidenceSchema, jsonSchema, readAnswer } from "./read-answer.ts";
import type { RemoteOptions } from "./remote-options.ts";
import { createMentions, type FoundEntity, toUnderstanding } from "./to-understanding.ts";

/**
 * `intent` has no namespace beside it, the names of the other intents have. Tock's own namespace `tock` is no story's: it
 * holds `unknown` and the like.
 */
const answerSchema = v.object({
  intent: v.string(),
  intentNamespace: v.string(),
  intentProbability: confidenceSchema,
  otherIntentsProbabilities: v.nullish(v.record(v.string(), confidenceSchema), {}),
  retainedQuery: v.string(),
  entities: v.array(
    v.object({
      start: v.number(),
      end: v.number(),
      entity: v.object({ entityType: v.object({ name: v.string() }), role: v.nullish(v.string()) }),
      value: v.nullish(jsonSchema),
    }),
  ),
});

type Answer = v.InferOutput<typeof answerSchema>;

/** `query`: the text as it was sent, as long as `text`. */
export type TockAsked = { name: string; text: string; query: string; mapping: RemoteOptions };

/** @throws UnderstandingError `garbage` */
export function readTockAnswer(json: unknown, { name, text, query, mapping }: TockAsked): Understanding {
  const answer = readAnswer(name, answerSchema, json);
  const toStory = createMapping(mapping.intents);
  const toIntent = (full: string): string | undefined =>
    full.startsWith("tock:") ? undefined : toStory(full, withoutNamespace(full));
  return toUnderstanding({
    source: name,
    intent: toIntent(`${answer.intentNamespace}:${withoutNamespace(answer.intent)}`),
    confidence: answer.intentProbability,
    entities: toMentions(answer, { name, text, query, mapping }),
    others: Object.entries(answer.otherIntentsProbabilities).map(([full, confidence]) => ({
      intent: toIntent(full),
      confidence,
    })),
  });
}

function toMentions(answer: Answer, { text, query, mapping }: TockAsked): EntityMention[] {
  const toMention = createMentions(text, mapping);
  const placeOf = createPlaces(query, answer.retainedQuery);
  return answer.entities.flatMap(({ start, end, entity: { entityType, role }, value }) => {
    const kind: FoundEntity["kind"] = [entityType.name, withoutNamespace(entityType.name)];
    return toMention({ kind, role, place: placeOf({ start, end }), value: plainValue(value) });
  });
}

/** Tock wraps a number, a string, an e-mail … as `{ "@type", value }`; what has more parts, such as a date, stays as it is. */
function plainValue(value: Json | null | undefined): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) return value;
  const parts = Object.keys(value).filter((part) => part !== "@type" && part !== "candidates");
  return parts.length === 1 && parts[0] === "value" ? value["value"] : value;
}

function withoutNamespace(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
