import { phrasesByLocale } from "#understanding/keywords.ts";
import { normalize } from "#understanding/text/normalize.ts";
import type { EntityMention } from "#understanding/understanding.ts";
import type { Slot } from "#bot/authoring/slot.ts";

/** Whether a mention is of the kind that the slot takes. */
export function isOf({ name, entity }: Slot, mention: EntityMention): boolean {
  return mention.entity === (entity?.name ?? name);
}

/**
 * Whether the words right before a mention are those of the slot: "from", "to".
 * @param end where the words before the mention end.
 */
export function followsCue({ after }: Slot, { start }: EntityMention, text: string, end = start): boolean {
  const before = ` ${normalize(text.slice(0, end))}`;
  return phrasesByLocale(after).some((cue) => before.endsWith(` ${normalize(cue.text)}`));
}
