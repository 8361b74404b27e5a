import type { Json } from "#channel/json.ts";
import type { EntityContext, Merged } from "#understanding/entities/entity.ts";
import { saysOnly } from "#understanding/forms/rest-of.ts";
import { overlap } from "#understanding/text/range.ts";
import type { EntityMention } from "#understanding/understanding.ts";
import type { Slot, SlotMemory } from "#bot/authoring/slot.ts";
import type { Said } from "./said.ts";

/** The values that a form has, and the words that they were read from. */
export type KnownSlots = { memory: SlotMemory; words: Readonly<Record<string, string>>; context: EntityContext };

/** Stands between the words of a value and those that corrected a part of it. People see it in a recap. */
const correctedBy = " → ";

/** The value of a slot after words that say a part of it. Undefined: they say all of it. */
export function mergedValue(
  { name, entity }: Slot,
  { value, text }: Pick<EntityMention, "value" | "text">,
  { memory, words, context }: KnownSlots,
): Merged<Json> | undefined {
  const known = memory[name];
  if (known === undefined) return undefined;
  const said = words[name]?.split(correctedBy) ?? [];
  return entity?.merge?.({ value: known, said }, { value, text }, context);
}

export function joinedWords(before: string | undefined, words: string, type: Merged<Json>["type"]): string {
  return before === undefined ? words : before + (type === "completed" ? " " : correctedBy) + words;
}

/**
 * The words with mentions that mean something only beside a value that the form has: "in the evening". They count where nothing
 * else is said, because such words are found in many sentences.
 */
export function withParts(said: Said, slots: readonly Slot[], known: KnownSlots): Said {
  const parts = slots.flatMap((slot) =>
    (slot.entity?.findParts?.(said.meant, known.context) ?? []).flatMap(({ start, end, value }): EntityMention[] => {
      const mention = { entity: slot.entity?.name ?? slot.name, text: said.meant.slice(start, end), start, end, value };
      const isNew = !said.mentions.some((each) => each.entity === mention.entity && overlap(each, mention));
      return isNew && mergedValue(slot, mention, known) !== undefined ? [mention] : [];
    }),
  );
  if (parts.length === 0) return said;
  const mentions = [...said.mentions, ...parts].toSorted((a, b) => a.start - b.start);
  const saysMore = !saysOnly(said.meant, { mentions, known: [...said.markers, ...said.refused], mostAfter: 0 });
  return saysMore ? said : { ...said, mentions };
}
