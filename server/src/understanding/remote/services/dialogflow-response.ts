import * as v from "valibot";
import type { Json } from "#channel/json.ts";
import type { EntityMention, Understanding } from "#understanding/understanding.ts";
import { createRangeFinder } from "#understanding/remote/mention-ranges.ts";
import { createMapping } from "#understanding/remote/name-mapping.ts";
import {
  confidenceSchema,
  jsonObjectSchema,
  readResponse,
  type ServiceRequest,
} from "#understanding/remote/read-response.ts";
import type { RemoteOptions } from "#understanding/remote/remote-options.ts";
import { createMentions, toUnderstanding } from "#understanding/remote/to-understanding.ts";

type Parameters = Readonly<Record<string, Json>>;

/** Google's JSON leaves out fields that have their default: no text, 0, false, an empty list. */
const parametersSchema = v.nullish(jsonObjectSchema, {});

const esSchema = v.object({
  queryResult: v.object({
    intent: v.nullish(
      v.object({ displayName: v.nullish(v.string(), ""), isFallback: v.nullish(v.boolean(), false) }),
      {},
    ),
    intentDetectionConfidence: v.nullish(confidenceSchema, 0),
    parameters: parametersSchema,
    outputContexts: v.nullish(v.array(v.object({ parameters: parametersSchema })), []),
  }),
});

/** Reads a response of Dialogflow ES. @throws UnderstandingError `garbage` */
export function readEsResponse(json: unknown, { name, text, mapping }: ServiceRequest): Understanding {
  const { queryResult } = readResponse(name, esSchema, json);
  const { intent, intentDetectionConfidence: confidence, parameters, outputContexts } = queryResult;
  // The contexts hold what the person wrote for a parameter, as `<parameter>.original`.
  const originals: Parameters = Object.fromEntries(
    outputContexts.flatMap((context) => Object.entries(context.parameters)),
  );
  return toUnderstanding({
    source: name,
    intent: intent.isFallback ? undefined : toStory(mapping, intent.displayName),
    confidence,
    entities: toMentions(text, mapping, parameters, originals),
    others: [],
  });
}

const cxSchema = v.object({
  queryResult: v.object({
    match: v.object({
      intent: v.nullish(v.object({ displayName: v.nullish(v.string(), "") }), {}),
      matchType: v.nullish(v.string(), ""),
      confidence: v.nullish(confidenceSchema, 0),
      parameters: parametersSchema,
    }),
  }),
});

/** Reads a response of Dialogflow CX. @throws UnderstandingError `garbage` */
export function readCxResponse(json: unknown, { name, text, mapping }: ServiceRequest): Understanding {
  const { match } = readResponse(name, cxSchema, json).queryResult;
  // Other types, such as NO_MATCH and PARAMETER_FILLING, mean that there is no intent, even if one is named.
  const isIntent = match.matchType === "INTENT" || match.matchType === "DIRECT_INTENT";
  return toUnderstanding({
    source: name,
    intent: isIntent ? toStory(mapping, match.intent.displayName) : undefined,
    confidence: match.confidence,
    entities: toMentions(text, mapping, match.parameters, {}),
    others: [],
  });
}

function toStory(mapping: RemoteOptions, displayName: string): string | undefined {
  return displayName === "" ? undefined : createMapping(mapping.intents)(displayName);
}

function toMentions(
  text: string,
  mapping: RemoteOptions,
  parameters: Parameters,
  originals: Parameters,
): EntityMention[] {
  const findRange = createRangeFinder(text);
  const toMention = createMentions(text, mapping);
  return Object.entries(parameters).flatMap(([parameter, given]) => {
    const texts = listOf(originals[`${parameter}.original`] ?? []);
    return listOf(given).flatMap((value, index) => {
      const range = findRange(wordsOf(texts[index])) ?? findRange(wordsOf(value));
      return toMention({ kind: [parameter], role: parameter, range: range, value });
    });
  });
}

/** Dialogflow also lists parameters that were not mentioned: as "" or []. */
function listOf(value: Json): Json[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => item !== null && item !== "");
}

function wordsOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
