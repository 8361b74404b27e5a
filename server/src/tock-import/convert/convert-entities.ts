import type { EntityData } from "#tock-import/bot-data.ts";
import type { TockDictionary } from "#tock-import/dump/dictionary-dump.ts";
import type { Findings } from "#tock-import/dump/findings.ts";
import type { TockSentence } from "#tock-import/dump/sentence-dump.ts";
import { withoutNamespace } from "#tock-import/dump/intent-name.ts";

type BuiltIn = Exclude<EntityData, { kind: "oneOf" }>["kind"];

/** Tock's built-in entities, and what reads them here. `loss`: what is not read. */
const builtIn: Readonly<Record<string, { kind: BuiltIn; loss?: string }>> = {
  "duckling:datetime": { kind: "date" },
  "duckling:number": { kind: "number" },
  "duckling:ordinal": { kind: "ordinal" },
  "duckling:duration": { kind: "duration" },
  "duckling:email": { kind: "email" },
  "duckling:url": { kind: "url" },
  "duckling:phone-number": { kind: "phone" },
  "duckling:amount-of-money": { kind: "number", loss: "the currency" },
  "duckling:distance": { kind: "number", loss: "the unit" },
  "duckling:temperature": { kind: "number", loss: "the unit" },
  "duckling:volume": { kind: "number", loss: "the unit" },
};

/** The full name of each entity type that dumps name: the dump of a story may leave the namespace out. */
export function entityNames(types: readonly string[]): (type: string) => string {
  const all = new Set([...types.filter((type) => type.includes(":")), ...Object.keys(builtIn)]);
  return (type) => (all.has(type) ? type : ([...all].find((each) => withoutNamespace(each) === type) ?? type));
}

/**
 * What reads each entity, under its name in Tock. Values come from its dictionary, else from what sentences mention.
 * @param types their full names.
 * @param asked those that stories ask for: of these a loss matters.
 */
export function convertEntities(
  types: readonly string[],
  {
    dictionaries,
    sentences,
    asked,
    locale,
  }: {
    dictionaries: readonly TockDictionary[];
    sentences: readonly TockSentence[];
    asked: ReadonlySet<string>;
    locale: string;
  },
  findings: Findings,
): Record<string, EntityData> {
  const entities: Record<string, EntityData> = {};
  for (const type of [...types].toSorted()) {
    const known = Object.hasOwn(builtIn, type) ? builtIn[type] : undefined;
    const dictionary = dictionaries.find((each) => each.type === type);
    if (known !== undefined) {
      entities[type] = { kind: known.kind };
      if (known.loss !== undefined && asked.has(type))
        findings.add("changed", `entity ${type}`, `it is read as a ${known.kind}, without ${known.loss}`);
    } else if (dictionary !== undefined) entities[type] = { kind: "oneOf", values: valuesOf(dictionary, locale) };
    else {
      const values = mentionedValues(type, sentences, locale);
      const count = Object.keys(values).length;
      if (count > 0) {
        entities[type] = { kind: "oneOf", values };
        findings.add(
          "changed",
          `entity ${type}`,
          `no predefined values are here: its values are those that the sentences mention (${count}); import its dictionary for more`,
        );
      } else if (asked.has(type)) {
        entities[type] = { kind: "text" };
        findings.add("changed", `entity ${type}`, "no value of it is known: whatever a person answers is taken");
      } else findings.add("lost", `entity ${type}`, "an entity type without values, which no story asks for");
    }
  }
  return entities;
}

function valuesOf({ values }: TockDictionary, locale: string): Record<string, Record<string, string[]>> {
  return Object.fromEntries(
    values.flatMap(({ value, labels }) => {
      const named = Object.entries(labels)
        .map(([language, texts]) => [toLocale(language), texts.filter(hasLetters)] as const)
        .filter(([, texts]) => texts.length > 0);
      if (named.length > 0) return [[value, Object.fromEntries(named)]];
      return hasLetters(value) ? [[value, { [locale]: [value] }]] : [];
    }),
  );
}

/** Each way to write a value, by locale: "Lille", "LILLE" are one value. */
function mentionedValues(
  type: string,
  sentences: readonly TockSentence[],
  locale: string,
): Record<string, Record<string, string[]>> {
  const values = new Map<string, { value: string; texts: Map<string, Set<string>> }>();
  for (const sentence of sentences)
    for (const mention of sentence.mentions) {
      const said = sentence.text.slice(mention.start, mention.end).trim();
      if (mention.type !== type || !hasLetters(said)) continue;
      const id = said.toLowerCase();
      const value = values.get(id) ?? { value: said, texts: new Map<string, Set<string>>() };
      const language = toLocale(sentence.locale ?? locale);
      value.texts.set(language, (value.texts.get(language) ?? new Set()).add(said));
      values.set(id, value);
    }
  return Object.fromEntries(
    [...values.values()].map(({ value, texts }) => [
      value,
      Object.fromEntries([...texts].map(([language, all]) => [language, [...all]])),
    ]),
  );
}

function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Java writes `fr_FR`. */
export function toLocale(tag: string): string {
  return tag.replaceAll("_", "-");
}
