import type { Json } from "#channel/json.ts";
import type { EntityMention, Understanding } from "#understanding/understanding.ts";
import type { Place } from "./locate-words.ts";
import { createMapping } from "./name-mapping.ts";
import type { RemoteOptions } from "./remote-options.ts";

type Guess = { intent: string | undefined; confidence: number };

/** What a service said, in the stories' names; an intent that is undefined was left out by the mapping, or is no story's. */
export type Finding = Guess & { source: string; entities: readonly EntityMention[]; others: readonly Guess[] };

/** Without an intent the confidence is 0, however sure the service is of that: the next one in the chain may know better. */
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
  /** Undefined: its words are not in the text; it then stands at 0 to 0, with no words. */
  place: Place | undefined;
  /** Undefined: the words in the text. */
  value: Json | undefined;
};

/** @returns a function that gives the mention; empty: the mapping leaves it out, or it says nothing. */
export function createMentions(text: string, mapping: RemoteOptions): (found: FoundEntity) => EntityMention[] {
  const toEntity = createMapping(mapping.entities);
  const toRole = createMapping(mapping.roles);
  return ({ kind, role, place, value }) => {
    const entity = toEntity(...kind);
    if (entity === undefined || (place === undefined && value === undefined)) return [];
    const slot = typeof role === "string" ? toRole(role) : undefined;
    const { start, end } = place ?? { start: 0, end: 0 };
    const words = text.slice(start, end);
    return [{ entity, ...(slot === undefined ? {} : { role: slot }), text: words, start, end, value: value ?? words }];
  };
}
