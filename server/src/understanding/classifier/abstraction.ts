import type { Entity, EntityContext } from "#understanding/entities/entity.ts";
import { withoutOverlaps } from "#understanding/text/range.ts";
import type { Example } from "#understanding/understanding.ts";

/**
 * Puts the names of entities in the place of their values, so that a sentence that was learnt with one value is known with all
 * others: "a margherita please" and "a regina please" are both "a ⟨pizza⟩ please".
 */
export type Abstraction = {
  /** The examples, each with its abstract form if it mentions an entity of its intent. */
  abstractExamples(examples: readonly Example[]): Example[];
  /** The abstract forms of what a person wrote: one for each set of entities that some intent has. */
  formsOf(text: string, context: EntityContext): string[];
};

/** More forms are not tried: each costs as much as the text itself. */
const mostForms = 8;

/** Only differences between dates matter here, and the same examples must always get the same forms. */
const exampleContext = { now: Date.UTC(2026, 0, 5, 12), timeZone: "UTC" };

/** @param entitiesOf the entities of each intent: the values that its story takes. */
export function createAbstraction(entitiesOf: ReadonlyMap<string, readonly Entity[]>): Abstraction {
  const usable = new Map([...entitiesOf].map(([intent, entities]) => [intent, entities.filter(isParameter)]));
  const sets = distinctSets([...usable.values()]).slice(0, mostForms);
  const all = [...new Set(sets.flat())];
  return {
    abstractExamples(examples) {
      return dropShared(
        examples.map((example) => {
          const { intent, text, locale = "en" } = example;
          const mentions = findMentions(usable.get(intent) ?? [], text, { ...exampleContext, locale });
          const abstract = replaceMentions(text, mentions);
          return abstract === undefined ? example : { ...example, abstract };
        }),
      );
    },
    formsOf(text, context) {
      const mentions = findMentions(all, text, context);
      if (mentions.length === 0) return [];
      const forms = sets.map((entities) =>
        replaceMentions(
          text,
          mentions.filter(({ entity }) => entities.includes(entity)),
        ),
      );
      return [...new Set(forms)].filter((form) => form !== undefined);
    },
  };
}

type Mention = { entity: Entity; start: number; end: number };

function findMentions(entities: readonly Entity[], text: string, context: EntityContext): Mention[] {
  return entities.flatMap((entity) => entity.find(text, context).map(({ start, end }) => ({ entity, start, end })));
}

/** Undefined: there is nothing to replace, or nothing would be left that says what is wanted. */
function replaceMentions(text: string, mentions: readonly Mention[]): string | undefined {
  const kept = withoutOverlaps(mentions);
  if (kept.length === 0) return undefined;
  let form = "";
  let rest = "";
  let at = 0;
  for (const { entity, start, end } of kept) {
    form += `${text.slice(at, start)} ${placeholderOf(entity)} `;
    rest += text.slice(at, start);
    at = end;
  }
  rest += text.slice(at);
  return /[\p{L}\p{N}]/u.test(rest) ? form + text.slice(at) : undefined;
}

/** A word that nobody writes, of letters alone, because features are made of words. */
function placeholderOf({ name }: Entity): string {
  return `qzx${name.replaceAll(/[^\p{L}\p{N}]/gu, "")}xzq`;
}

/** A sentence with "yes" is not the same as one with "no": such a value is the meaning, not a parameter of it. */
function isParameter(entity: Entity): boolean {
  const context = { ...exampleContext, locale: "en" };
  return entity.read("yes", context) === undefined || entity.read("no", context) === undefined;
}

/** Where the value alone tells two intents apart ("pizza please", "pasta please"), their abstract forms say nothing. */
function dropShared(examples: readonly Example[]): Example[] {
  const intentsOf = Map.groupBy(examples, ({ abstract }) => abstract);
  return examples.map(({ abstract, ...example }) => {
    const isShared = new Set(intentsOf.get(abstract)?.map(({ intent }) => intent)).size > 1;
    return abstract === undefined || isShared ? example : { ...example, abstract };
  });
}

function distinctSets(sets: readonly (readonly Entity[])[]): (readonly Entity[])[] {
  const found: (readonly Entity[])[] = [];
  for (const set of sets) {
    const isKnown = found.some((known) => known.length === set.length && set.every((entity) => known.includes(entity)));
    if (set.length > 0 && !isKnown) found.push(set);
  }
  return found;
}
