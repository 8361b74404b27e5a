import * as v from "valibot";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import type { Corpus } from "#understanding/corpus/read-corpus.ts";

/** What the team has decided about a sentence. */
const decisionSchema = v.variant("type", [
  v.object({ type: v.literal("dismissed"), by: v.string(), at: v.number() }),
  v.object({
    type: v.literal("example"),
    intent: v.string(),
    language: v.string(),
    text: v.string(),
    by: v.string(),
    at: v.number(),
  }),
]);
export type Decision = v.InferOutput<typeof decisionSchema>;

/** By the id of the sentence. */
export async function readDecisions(records: Pick<DeskRecords, "list">): Promise<Map<string, Decision>> {
  const kept = await records.list("sentence");
  return new Map(
    kept.flatMap(({ id, body }) => {
      const parsed = v.safeParse(decisionSchema, body);
      return parsed.success ? [[id, parsed.output] as const] : [];
    }),
  );
}

/** The examples by intent and language, in the order of their letters. */
export function toCorpus(decisions: Iterable<Decision>): Corpus {
  const examples = [...decisions].flatMap((decision) => (decision.type === "example" ? [decision] : []));
  return Object.fromEntries(
    [...Map.groupBy(examples, ({ intent }) => intent)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([intent, own]) => [
        intent,
        Object.fromEntries(
          [...Map.groupBy(own, ({ language }) => language)]
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([language, said]) => [language, [...new Set(said.map(({ text }) => text))].toSorted()]),
        ),
      ]),
  );
}
