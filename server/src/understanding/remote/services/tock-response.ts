import * as v from "valibot";
import type { Json } from "#channel/json.ts";
import type { EntityMention, Understanding } from "#understanding/understanding.ts";
import { createMapping } from "#understanding/remote/name-mapping.ts";
import { createRangeTranslator } from "#understanding/remote/mention-ranges.ts";
import {
  confidenceSchema,
  jsonSchema,
  readResponse,
  type ServiceRequest,
} from "#understanding/remote/read-response.ts";
import { createMentions, type FoundEntity, toUnderstanding } from "#understanding/remote/to-understanding.ts";

/**
 * `intent` comes without its namespace, the names of the other intents come with it. Tock's own namespace `tock` belongs to
 * no story: it holds `unknown` and similar intents.
 */
const responseSchema = v.object({
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

type TockResponse = v.InferOutput<typeof responseSchema>;

/** `query`: the text as it was sent. It has the same length as `text`. */
export type TockRequest = ServiceRequest & { query: string };

/** @throws UnderstandingError `garbage` */
export function readTockResponse(json: unknown, { name, text, query, mapping }: TockRequest): Understanding {
  const response = readResponse(name, responseSchema, json);
  const toStory = createMapping(mapping.intents);
  const toIntent = (full: string): string | undefined =>
    full.startsWith("tock:") ? undefined : toStory(full, withoutNamespace(full));
  return toUnderstanding({
    source: name,
    intent: toIntent(`${response.intentNamespace}:${withoutNamespace(response.intent)}`),
    confidence: response.intentProbability,
    entities: toMentions(response, { name, text, query, mapping }),
    others: Object.entries(response.otherIntentsProbabilities).map(([full, confidence]) => ({
      intent: toIntent(full),
      confidence,
    })),
  });
}

function toMentions(response: TockResponse, { text, query, mapping }: TockRequest): EntityMention[] {
  const toMention = createMentions(text, mapping);
  const toRange = createRangeTranslator(query, response.retainedQuery);
  return response.entities.flatMap(({ start, end, entity: { entityType, role }, value }) => {
    const kind: FoundEntity["kind"] = [entityType.name, withoutNamespace(entityType.name)];
    return toMention({ kind, role, range: toRange({ start, end }), value: plainValue(value) });
  });
}

/** Tock wraps a number, a string, an e-mail … as `{ "@type", value }`. A value with more parts, such as a date, is left as it is. */
function plainValue(value: Json | null | undefined): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) return value;
  const parts = Object.keys(value).filter((part) => part !== "@type" && part !== "candidates");
  return parts.length === 1 && parts[0] === "value" ? value["value"] : value;
}

function withoutNamespace(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
