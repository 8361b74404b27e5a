import type { Json } from "#channel/json.ts";
import type { Range } from "#understanding/text/range.ts";
import type { EntityMention, Understanding } from "#understanding/understanding.ts";
import { createMapping } from "./name-mapping.ts";
import type { RemoteOptions } from "./remote-options.ts";

type Guess = { intent: string | undefined; confidence: number };

/** What a service understood, in the stories' names. An undefined intent: the mapping left it out, or no story has it. */
export type Finding = Guess & { source: string; entities: readonly EntityMention[]; others: readonly Guess[] };

/** Without an intent the confidence is 0, even if the service is sure that there is none: the next understander may find one. */
export function toUnderstanding({ source, intent, confidence, entities, others }: Finding): Understanding {
  const best = new Map<string, number>();
  for (const guess of others) {
    if (guess.intent === undefined || guess.intent === intent) continue;
    best.set(guess.intent, Math.max(guess.confidence, best.get(guess.intent) ?? 0));
  }
  const alternatives = Array.from(best, ([other, probability]) => ({ intent: other, confidence: probability }));
  alternatives.sort((a, b) => b.confidence - a.confidence);
  const guess = intent === undefined ? { confidence: 0 } : { intent, confidence };
  return { ...guess, params: {}, entities, alternatives, source };
}

export type FoundEntity = {
  /** Names of the kind of thing at the service, the fullest first. */
  kind: [string, ...string[]];
  role: string | null | undefined;
  /** Undefined: its words are not in the text. The mention then has the range 0 to 0 and no words. */
  range: Range | undefined;
  /** Undefined: the words in the text. */
  value: Json | undefined;
};

/** @returns a function that gives the mention; empty: the mapping leaves it out, or it has neither words nor a value. */
export function createMentions(text: string, mapping: RemoteOptions): (found: FoundEntity) => EntityMention[] {
  const toEntity = createMapping(mapping.entities);
  const toRole = createMapping(mapping.roles);
  return ({ kind, role, range, value }) => {
    const entity = toEntity(...kind);
    if (entity === undefined || (range === undefined && value === undefined)) return [];
    const slot = typeof role === "string" ? toRole(role) : undefined;
    const { start, end } = range ?? { start: 0, end: 0 };
    const words = text.slice(start, end);
    return [{ entity, ...(slot === undefined ? {} : { role: slot }), text: words, start, end, value: value ?? words }];
  };
}
