import type { Json } from "#channel/json.ts";
import { normalize } from "#understanding/text/normalize.ts";
import { overlap, type Range } from "#understanding/text/range.ts";
import type { EntityMention } from "#understanding/understanding.ts";
import type { Slot, SlotMemory } from "#bot/authoring/slot.ts";
import { isBetween, withoutReplaced } from "./replaced-mentions.ts";
import { followsCue, isOf } from "./slot-mentions.ts";
import { findSlotNames } from "./slot-names.ts";

export type AssignRequest = {
  slots: readonly Slot[];
  mentions: readonly EntityMention[];
  /** Values that the words deny outright. */
  refused: readonly EntityMention[];
  text: string;
  /** The slot whose question the words answer. */
  asked: string | undefined;
  memory: SlotMemory;
  /** Whether a slot that is filled may get a new value that does not name it. */
  mayReplace: boolean;
  /** Whether the words are marked as a correction: then they mean what is filled before what is open. */
  isCorrection: boolean;
  /** Whether a cue such as "to" is enough to replace a value. */
  cueReplaces: boolean;
  /** The words that may take back a value before them, and those that leave open which of two is meant. */
  corrections: readonly Range[];
  alternatives: readonly Range[];
  /** Of several slots that a correction may mean, the one that was filled last. */
  newest: string | undefined;
};

export type Assigned = {
  found: Map<string, EntityMention>;
  /** The slots for which the words give several values, of which none is filled in. */
  unclear: ReadonlySet<string>;
};

/**
 * Finds which slot each mention fills. The role that a service gives it counts first, then the words right before it
 * ("from", "to"), then the name of the slot, then the slot that was asked for, then those that a correction may mean, then
 * the open slots in their order. A slot that is filled already keeps its value, unless the words name it or are a correction. No mention fills two slots, and
 * of several values for one slot none fills it ("2 or 3"), unless the words take back the others ("2, no, 3").
 */
export function assignMentions(request: AssignRequest): Assigned {
  const { slots, text, asked, memory, mayReplace, cueReplaces, alternatives } = request;
  const { mentions, cueEnds } = withoutReplaced(slots, request.mentions, request, text);
  const found = new Map<string, EntityMention>();
  const unclear = new Set<string>();
  let remaining = [...mentions];
  const isOpen = ({ name }: Slot): boolean => name === asked || !Object.hasOwn(memory, name);
  /** @param mostValues how many slots may share the mentions. */
  const assign = (slot: Slot, fits: (mention: EntityMention) => boolean, mostValues = 1): void => {
    if (found.has(slot.name) || unclear.has(slot.name)) return;
    const fitting = remaining.filter((each) => isOf(slot, each) && fits(each));
    const [mention, ...others] = fitting;
    if (mention === undefined) return;
    const rivals = others.filter(({ value }) => !isEqual(value, mention.value));
    const isEither = rivals.some((each) => isBetween(alternatives, mention, each));
    if (rivals.length >= mostValues || isEither) {
      unclear.add(slot.name);
      if (isEither) remaining = remaining.filter((each) => !fitting.includes(each));
      return;
    }
    found.set(slot.name, mention);
    remaining = remaining.filter((each) => !overlap(each, mention));
  };
  const countOpen = (slot: Slot, among: readonly Slot[]): number =>
    among.filter(
      (each) => !found.has(each.name) && (each.entity?.name ?? each.name) === (slot.entity?.name ?? slot.name),
    ).length;
  const byCue = slots.filter((slot) => isOpen(slot) || mayReplace || cueReplaces);
  for (const slot of byCue) assign(slot, ({ role }) => role === slot.name);
  for (const slot of byCue) assign(slot, (mention) => followsCue(slot, mention, text, cueEnds.get(mention)));
  for (const { slot, range } of namedSlots(slots, text)) assign(slot, (mention) => isBeside(mention, range, text));
  const free = slots.filter((slot) => isOpen(slot) && (slot.entity?.onlyAsAnswer !== true || slot.name === asked));
  for (const slot of free.filter(({ name }) => name === asked)) assign(slot, hasNoRole, countOpen(slot, free));
  if (request.isCorrection) for (const slot of replaceable(request)) assign(slot, hasNoRole);
  for (const slot of free) assign(slot, hasNoRole, countOpen(slot, free));
  if (mayReplace) for (const slot of replaceable(request)) assign(slot, hasNoRole);
  return { found, unclear };
}

/** The slots whose value a correction may replace: one that it denies, one without a rival that is filled, else the newest. */
function replaceable({ slots, refused, memory, newest }: AssignRequest): Slot[] {
  const filled = slots.filter(({ name, entity }) => Object.hasOwn(memory, name) && entity?.onlyAsAnswer !== true);
  const isDenied = (slot: Slot): boolean =>
    refused.some((mention) => isOf(slot, mention) && isEqual(mention.value, memory[slot.name]));
  const rivalsOf = (slot: Slot): Slot[] =>
    filled.filter((each) => each !== slot && each.entity?.name === slot.entity?.name);
  return [
    ...filled.filter(isDenied),
    ...filled.filter((slot) => rivalsOf(slot).length === 0),
    ...filled.filter(({ name }) => name === newest),
  ];
}

/** The filled slots whose value the words deny without giving another. */
export function deniedSlots(slots: readonly Slot[], refused: readonly EntityMention[], memory: SlotMemory): string[] {
  return slots
    .filter((slot) => refused.some((mention) => isOf(slot, mention) && isEqual(mention.value, memory[slot.name])))
    .map(({ name }) => name);
}

function hasNoRole({ role }: EntityMention): boolean {
  return role === undefined;
}

export function isEqual(one: Json, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function namedSlots(slots: readonly Slot[], text: string): { slot: Slot; range: Range }[] {
  return slots.flatMap((slot) => findSlotNames(slot, text).map((range) => ({ slot, range })));
}

/** Words between the name of a slot and its value: "the date should be", "date:". */
const mostBetween = 3;

/** "The date: Friday", "Friday for the date": the name is near, in the same sentence. */
function isBeside(mention: EntityMention, name: Range, text: string): boolean {
  if (overlap(mention, name)) return false;
  const [from, to] = mention.start >= name.end ? [name.end, mention.start] : [mention.end, name.start];
  const between = text.slice(from, to);
  return !/[.!?;\n]/.test(between) && normalize(between).split(" ").length <= mostBetween;
}
