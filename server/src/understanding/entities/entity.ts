import type { Json } from "#channel/json.ts";
import type { Spelling } from "#understanding/text/spelling.ts";
import type { EntityMention } from "#understanding/understanding.ts";

/** What a mention depends on besides its words. */
export type EntityContext = {
  /** BCP 47. */
  locale: string;
  /** The country of the person, e.g. `US`, if the locale has none: it decides what 5/12 and 1.200 mean. */
  region?: string;
  /** Milliseconds since 1970: what "tomorrow" counts from. */
  now: number;
  /** IANA name, e.g. `Europe/Paris`. */
  timeZone: string;
};

/** One mention in a text: UTF-16 units, `end` exclusive. */
export type Found<Value> = { start: number; end: number; value: Value };

/** A value that is known, and the words it comes from: first those that gave it, then those that corrected it. */
export type KnownValue<Value> = { value: Value; said: readonly string[] };

/** `completed`: the words only add to the value before; `corrected`: they change a part of it. */
export type Merged<Value> = { type: "completed" | "corrected"; value: Value };

/** A kind of thing that texts mention. `Value` is the meaning of a mention, plain JSON. Pure, and works for any text. */
export interface Entity<Value extends Json = Json> {
  readonly name: string;
  /** All mentions, in the order of the text. They do not overlap. */
  find(text: string, context: EntityContext): Found<Value>[];
  /** The meaning of a text that can mean nothing else: the answer to a question, or a parameter of a link. */
  read(text: string, context: EntityContext): Value | undefined;
  /** The same for a parameter of a link, if links write the value in another way than people do. Default: `read`. */
  readLink?(text: string, context: EntityContext): Value | undefined;
  /**
   * The value after words that say only a part of it, such as a time for a day that is known. Undefined: the new value
   * stands alone.
   */
  merge?(
    before: KnownValue<Value>,
    now: { value: Value; text: string },
    context: EntityContext,
  ): Merged<Value> | undefined;
  /** Mentions that mean something only beside a value that is known, by `merge`: "in the evening". */
  findParts?(text: string, context: EntityContext): Found<Value>[];
  /** All ways to write its values, of an entity that has a list of them. Platforms that understand by themselves must know them beforehand. */
  readonly spellings?: readonly Spelling<string>[];
  /** Its mentions mean something only as the answer to a question: "no" in "no, three please" fills no slot by itself. */
  readonly onlyAsAnswer?: boolean;
}

/**
 * All mentions of all entities, in the order of the text, the longer first. Mentions of different entities may overlap: the
 * caller, which knows the question, decides what "7" means in "on the 7th".
 */
export function findEntities(entities: readonly Entity[], text: string, context: EntityContext): EntityMention[] {
  return entities
    .flatMap((entity) =>
      entity.find(text, context).map(({ start, end, value }): EntityMention => {
        return { entity: entity.name, text: text.slice(start, end), start, end, value };
      }),
    )
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The value that all mentions have. Undefined: there is no mention, or their values differ. */
export function onlyValue<Value extends Json>(found: readonly { value: Value }[]): Value | undefined {
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  const same = JSON.stringify(first.value);
  return others.every(({ value }) => JSON.stringify(value) === same) ? first.value : undefined;
}
