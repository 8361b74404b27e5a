import { followsCue, isOf } from "./slot-mentions.ts";
import type { Range } from "#understanding/text/range.ts";
import type { EntityMention } from "#understanding/understanding.ts";
import type { Slot } from "#bot/authoring/slot.ts";

export type StandingMentions = {
  mentions: readonly EntityMention[];
  /** Where the words before a mention end: a mention that replaces another one has the words before that one, too. */
  cueEnds: ReadonlyMap<EntityMention, number>;
};

/**
 * The mentions that the words have not taken back: "3, no, 4" leaves 4. Where several slots take such a value, only one is
 * replaced: in "from Lille to Paris, no, Lyon" it is Paris.
 */
export function withoutReplaced(
  slots: readonly Slot[],
  mentions: readonly EntityMention[],
  { corrections, alternatives }: { corrections: readonly Range[]; alternatives: readonly Range[] },
  text: string,
): StandingMentions {
  const cueEnds = new Map<EntityMention, number>();
  const kept = new Set(mentions);
  for (const alike of Map.groupBy(mentions, ({ entity }) => entity).values()) {
    const takers = slots.filter((slot) => alike.some((each) => isOf(slot, each)));
    const inOrder = alike.toSorted((a, b) => a.start - b.start);
    const begin = inOrder.findLastIndex((each, index) => {
      const before = inOrder[index - 1];
      return isBetween(corrections, before, each) && !isBetween(alternatives, before, each);
    });
    const before = inOrder.slice(0, Math.max(begin, 0));
    for (const after of begin < 0 ? [] : inOrder.slice(begin)) {
      const cued = takers.find((slot) => followsCue(slot, after, text));
      const sameCue = before.filter((each) => kept.has(each) && (cued === undefined || followsCue(cued, each, text)));
      const last = sameCue.at(-1);
      if (last !== undefined && cued === undefined) cueEnds.set(after, last.start);
      for (const each of takers.length > 1 && cued === undefined ? sameCue.slice(-1) : sameCue) kept.delete(each);
    }
  }
  return { mentions: mentions.filter((each) => kept.has(each)), cueEnds };
}

/** Whether one of the ranges stands between two others. */
export function isBetween(ranges: readonly Range[], one: Range | undefined, other: Range): boolean {
  return one !== undefined && ranges.some(({ start, end }) => one.end <= start && end <= other.start);
}
