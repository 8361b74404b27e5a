import { findEntities, type EntityContext } from "#understanding/entities/entity.ts";
import { overlap } from "#understanding/text/range.ts";
import type { EntityMention } from "#understanding/understanding.ts";
import type { Slot } from "#bot/authoring/slot.ts";
import { isEqual } from "./assign-mentions.ts";
import type { Said } from "./said.ts";

/**
 * The words as the slots of one story read them. Two stories may have a date each, one of them in the future only: then one "17
 * November" is mentioned twice, and only the reading of the story's own entity counts, once.
 */
export function asReadBy(slots: readonly Slot[], said: Said, context: EntityContext): Said {
  const isTwice = (mention: EntityMention): boolean =>
    said.mentions.some((each) => each !== mention && each.entity === mention.entity && overlap(each, mention));
  const twice = new Set(said.mentions.filter(isTwice));
  if (twice.size === 0) return said;
  const entities = [...new Set(slots.flatMap(({ entity }) => entity ?? []))];
  const own = findEntities(entities, said.meant, context);
  const isOwn = (mention: EntityMention): boolean => own.some((each) => isSame(each, mention));
  const isOfStory = ({ entity }: EntityMention): boolean => entities.some(({ name }) => name === entity);
  return {
    ...said,
    mentions: said.mentions.filter((mention, index) => {
      if (!twice.has(mention) || mention.role !== undefined || !isOfStory(mention)) return true;
      return isOwn(mention) && said.mentions.findIndex((each) => isSame(each, mention)) === index;
    }),
  };
}

function isSame(one: EntityMention, other: EntityMention): boolean {
  const isThere = one.entity === other.entity && one.start === other.start && one.end === other.end;
  return isThere && one.role === other.role && isEqual(one.value, other.value);
}
