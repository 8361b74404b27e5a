import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readCxResponse, readEsResponse } from "@causerie/server/understanding/remote/services/dialogflow-response.ts";
import { readModelResponse } from "@causerie/server/understanding/remote/services/model-response.ts";
import { readRasaResponse } from "@causerie/server/understanding/remote/services/rasa-response.ts";
import { readTockResponse } from "@causerie/server/understanding/remote/services/tock-response.ts";
import { UnderstandingError } from "@causerie/server/understanding/remote/understanding-error.ts";
import type { Understanding } from "@causerie/server/understanding/understanding.ts";

const request = { name: "n", text: "a b", query: "a b", mapping: {} };

/** Mostly of the right type, now and then any JSON, or missing. */
function nearly<Value>(right: fc.Arbitrary<Value>): fc.Arbitrary<unknown> {
  const wrong = fc.oneof(fc.jsonValue(), fc.constantFrom(null, undefined, "__proto__", -1, 1e300));
  return fc.oneof({ weight: 19, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

const name = nearly(
  fc.oneof(fc.string(), fc.constantFrom("app:weather", "tock:unknown", "nlu_fallback", "constructor")),
);
const share = nearly(fc.double({ noNaN: true, min: -1, max: 2 }));
const offset = nearly(fc.integer({ min: -2, max: 5 }));
const value = nearly(fc.oneof(fc.string(), fc.integer(), fc.jsonValue(), fc.record({ value: fc.jsonValue() })));
const parameters = nearly(fc.dictionary(fc.string(), value));
const ranked = nearly(fc.record({ name, confidence: share }));

const tockResponse = fc.record({
  intent: name,
  intentNamespace: name,
  intentProbability: share,
  otherIntentsProbabilities: nearly(fc.dictionary(fc.string(), share)),
  retainedQuery: nearly(fc.constantFrom("a b", "b", "", "other")),
  entities: nearly(
    fc.array(
      fc.record({
        start: offset,
        end: offset,
        value,
        entity: fc.record({ entityType: fc.record({ name }), role: name }),
      }),
    ),
  ),
});

const rasaResponse = fc.record({
  text: nearly(fc.constantFrom("a b", "b", "", "other")),
  intent: ranked,
  intent_ranking: nearly(fc.array(ranked)),
  entities: nearly(fc.array(fc.record({ entity: name, role: name, start: offset, end: offset, value }))),
});

const esResponse = fc.record({
  queryResult: fc.record({
    intent: nearly(fc.record({ displayName: name, isFallback: nearly(fc.boolean()) })),
    intentDetectionConfidence: share,
    parameters,
    outputContexts: nearly(fc.array(fc.record({ parameters }))),
  }),
});

const cxResponse = fc.record({
  queryResult: fc.record({
    match: nearly(
      fc.record({
        intent: nearly(fc.record({ displayName: name })),
        matchType: nearly(fc.constantFrom("INTENT", "NO_MATCH")),
        confidence: share,
        parameters,
      }),
    ),
  }),
});

const modelResponse = fc.record({
  intent: name,
  confidence: share,
  entities: nearly(
    fc.array(fc.record({ entity: nearly(fc.constant("city")), text: nearly(fc.constantFrom("b", "x")), value: name })),
  ),
});

const readers: [string, fc.Arbitrary<unknown>, (json: unknown) => Understanding][] = [
  ["tock", tockResponse, (json) => readTockResponse(json, request)],
  ["rasa", rasaResponse, (json) => readRasaResponse(json, request)],
  ["dialogflow ES", esResponse, (json) => readEsResponse(json, request)],
  ["dialogflow CX", cxResponse, (json) => readCxResponse(json, request)],
  [
    "language model",
    modelResponse,
    (json) => readModelResponse(json, { ...request, intents: [], entities: ["city"], trust: 1 }),
  ],
];

type Outcome = Understanding | UnderstandingError;

function outcomeOf(read: (json: unknown) => Understanding, json: unknown): Outcome {
  try {
    return read(json);
  } catch (error) {
    if (error instanceof UnderstandingError) return error;
    throw error;
  }
}

test.each(readers)("%s: whatever is answered, it is understood or refused as garbage", (_name, answer, read) => {
  const seen = { understood: 0, garbage: 0 };
  fc.assert(
    fc.property(fc.oneof(answer, fc.jsonValue()), (json) => {
      const outcome = outcomeOf(read, JSON.parse(JSON.stringify(json)));
      seen[outcome instanceof UnderstandingError ? "garbage" : "understood"] += 1;
      if (outcome instanceof UnderstandingError) return outcome.reason === "garbage";
      const { intent = "", confidence, entities, alternatives } = outcome;
      return (
        [intent, ...alternatives.map((other) => other.intent)].every((name) => typeof name === "string") &&
        [confidence, ...alternatives.map((other) => other.confidence)].every((value) => value >= 0 && value <= 1) &&
        entities.every(({ text, start, end }) => request.text.slice(start, end) === text)
      );
    }),
    { numRuns: 500 },
  );
  // Otherwise this test would look at one side only.
  expect(Math.min(seen.understood, seen.garbage)).toBeGreaterThan(20);
});

test("a value that is nested without end is garbage, and exhausts no stack", () => {
  const nested: unknown = JSON.parse(
    `{"intent":{"name":"a","confidence":1},"entities":[{"entity":"e","value":${"[".repeat(50_000)}${"]".repeat(50_000)}}]}`,
  );
  expect(() => readRasaResponse(nested, request)).toThrow('n answered JSON of another form: see its field "entities"');
});
