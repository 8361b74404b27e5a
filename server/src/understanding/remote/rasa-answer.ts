import * as v from "valibot";
import type { Understanding } from "#understanding/understanding.ts";
import { createMapping } from "./name-mapping.ts";
import { createPlaces, fromCodePoints } from "./places.ts";
import { confidenceSchema, jsonSchema, readAnswer } from "./read-answer.ts";
import type { RemoteOptions } from "./remote-options.ts";
import { createMentions, toUnderstanding } from "./to-understanding.ts";

const rankedSchema = v.object({ name: v.nullish(v.string()), confidence: v.nullish(confidenceSchema, 0) });

const answerSchema = v.object({
  text: v.nullish(v.string()),
  intent: rankedSchema,
  intent_ranking: v.nullish(v.array(rankedSchema), []),
  entities: v.nullish(
    v.array(
      v.object({
        entity: v.string(),
        role: v.nullish(v.string()),
        start: v.nullish(v.number(), -1),
        end: v.nullish(v.number(), -1),
        value: v.nullish(jsonSchema),
      }),
    ),
    [],
  ),
});

export type RasaAsked = { name: string; text: string; mapping: RemoteOptions };

/** @throws UnderstandingError `garbage` */
export function readRasaAnswer(json: unknown, { name, text, mapping }: RasaAsked): Understanding {
  const answer = readAnswer(name, answerSchema, json);
  const toStory = createMapping({ nlu_fallback: null, ...mapping.intents });
  const toGuess = (ranked: v.InferOutput<typeof rankedSchema>) => ({
    intent: typeof ranked.name === "string" ? toStory(ranked.name) : undefined,
    confidence: ranked.confidence,
  });
  const seen = answer.text ?? text.trim();
  const placeOf = createPlaces(text, seen);
  const toMention = createMentions(text, mapping);
  return toUnderstanding({
    source: name,
    ...toGuess(answer.intent),
    entities: answer.entities.flatMap((found) => {
      const place = placeOf(fromCodePoints(seen, found));
      return toMention({ kind: [found.entity], role: found.role, place, value: found.value ?? undefined });
    }),
    others: answer.intent_ranking.map(toGuess),
  });
}
