import type { Json } from "#channel/json.ts";
import type { Entity, EntityContext } from "#understanding/entities/entity.ts";
import { restOf } from "#understanding/forms/rest-of.ts";
import type { Range } from "#understanding/text/range.ts";
import type { Slot } from "#bot/authoring/slot.ts";
import { isEqual } from "./assign-mentions.ts";
import type { Said } from "./said.ts";

/** A value that an entity reads from the words of a person. */
export type Reading = {
  value: Json;
  /** The words that it was read from, without a "please" beside them. */
  words: string;
  /** Where they stand. */
  ranges: readonly Range[];
  /** Whether the words say nothing else. */
  exact: boolean;
};

/** An entity reads "it's a no from me" as a whole. With more words than this, the rest may say something else. */
const mostWords = 3;

/** Reads the words of a person as the answer to a question about this entity. */
export function readAnswer(
  entity: Entity,
  { text, meant, markers }: Said,
  context: EntityContext,
): Reading | undefined {
  const value = entity.read(meant, context);
  if (value === undefined) return undefined;
  const found = entity.find(meant, context).filter((each) => isEqual(each.value, value));
  const last = found.at(-1);
  if (last === undefined) {
    const whole = { start: 0, end: meant.length };
    return { value, words: text.trim(), ranges: [whole], exact: restOf(meant, markers).length <= mostWords };
  }
  return {
    value,
    words: meant.slice(last.start, last.end),
    ranges: found,
    exact: restOf(meant, [...found, ...markers]).length === 0,
  };
}

/** What no schema expects, unless it takes any text. */
const nonsense = "zxqv zxqv";

/** Whether the words are exactly what a slot asks for, so that they cannot mean something else. */
export function isExactAnswer({ entity, schema }: Slot, said: Said, context: EntityContext): boolean {
  if (entity !== undefined) return readAnswer(entity, said, context)?.exact === true;
  if (schema === undefined) return false;
  const accepts = (text: string): boolean => {
    const read = schema["~standard"].validate(text);
    return !(read instanceof Promise) && read.issues === undefined;
  };
  // A schema that takes any text says nothing about this one.
  return accepts(said.text.trim()) && !accepts(nonsense);
}
