import * as v from "valibot";
import type { Understanding } from "#understanding/understanding.ts";
import { createMapping } from "#understanding/remote/name-mapping.ts";
import { createRangeTranslator, fromCodePoints } from "#understanding/remote/mention-ranges.ts";
import {
  confidenceSchema,
  jsonSchema,
  readResponse,
  type ServiceRequest,
} from "#understanding/remote/read-response.ts";
import { createMentions, toUnderstanding } from "#understanding/remote/to-understanding.ts";

const rankedSchema = v.object({ name: v.nullish(v.string()), confidence: v.nullish(confidenceSchema, 0) });

const responseSchema = v.object({
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

/** @throws UnderstandingError `garbage` */
export function readRasaResponse(json: unknown, { name, text, mapping }: ServiceRequest): Understanding {
  const response = readResponse(name, responseSchema, json);
  const toStory = createMapping({ nlu_fallback: null, ...mapping.intents });
  const toGuess = (ranked: v.InferOutput<typeof rankedSchema>) => ({
    intent: typeof ranked.name === "string" ? toStory(ranked.name) : undefined,
    confidence: ranked.confidence,
  });
  const seen = response.text ?? text.trim();
  const toRange = createRangeTranslator(text, seen);
  const toMention = createMentions(text, mapping);
  return toUnderstanding({
    source: name,
    ...toGuess(response.intent),
    entities: response.entities.flatMap((found) => {
      const range = toRange(fromCodePoints(seen, found));
      return toMention({ kind: [found.entity], role: found.role, range: range, value: found.value ?? undefined });
    }),
    others: response.intent_ranking.map(toGuess),
  });
}
