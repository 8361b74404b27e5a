import type { Json } from "#channel/json.ts";
import { phrasesByLocale } from "#understanding/keywords.ts";
import { normalize } from "#understanding/text/normalize.ts";
import type { EntityMention } from "#understanding/understanding.ts";
import type { Slot } from "#bot/authoring/slot.ts";

/**
 * Finds which slot each mention fills. The role that a service gives it counts first, then the words right before it
 * ("from", "to"), then the slot that was asked for, then the open slots in their order. A slot that is filled already gets
 * a new value only if no other slot has the same entity.
 */
export function assignMentions(
  slots: readonly Slot[],
  mentions: readonly EntityMention[],
  text: string,
  known: { asked: string | undefined; filled: ReadonlySet<string> },
): Map<string, Json> {
  const values = new Map<string, Json>();
  let left = [...mentions];
  const assign = (slot: Slot, fits: (mention: EntityMention) => boolean): void => {
    if (values.has(slot.name)) return;
    const mention = left.find((each) => isOf(slot, each) && fits(each));
    if (mention === undefined) return;
    values.set(slot.name, mention.value);
    left = left.filter((each) => each.end <= mention.start || each.start >= mention.end);
  };
  for (const slot of slots) assign(slot, ({ role }) => role === slot.name);
  for (const slot of slots) assign(slot, (mention) => followsCue(slot, mention, text));
  const open = slots.filter(({ name }) => !known.filled.has(name));
  const asked = slots.filter(({ name }) => name === known.asked);
  for (const slot of [...asked, ...open]) assign(slot, ({ role }) => role === undefined);
  for (const slot of slots) {
    const rivals = slots.filter((each) => each !== slot && each.entity?.name === slot.entity?.name);
    if (rivals.length === 0) assign(slot, ({ role }) => role === undefined);
  }
  return values;
}

function isOf({ name, entity }: Slot, mention: EntityMention): boolean {
  return mention.entity === (entity?.name ?? name);
}

function followsCue({ after }: Slot, { start }: EntityMention, text: string): boolean {
  const before = ` ${normalize(text.slice(0, start))}`;
  return phrasesByLocale(after).some((cue) => before.endsWith(` ${normalize(cue.text)}`));
}
