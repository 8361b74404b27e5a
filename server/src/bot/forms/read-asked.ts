import type { EntityMention } from "#understanding/understanding.ts";
import type { Range } from "#understanding/text/range.ts";
import { saysOnly } from "#understanding/forms/rest-of.ts";
import type { Slot } from "#bot/authoring/slot.ts";
import { assignMentions, deniedSlots, isEqual } from "./assign-mentions.ts";
import { readAnswer } from "./read-answer.ts";
import { isCorrection, type Said } from "./said.ts";
import { findSlotNames } from "./slot-names.ts";
import type { Offer, SlotSources } from "./slot-sources.ts";

/** What the words answer to the question for a slot. */
export type Answer = { slot: Slot; offer: Offer; ranges: readonly Range[] };

/** The answer to the question. Undefined: the words correct another slot. */
export function readAsked(slot: Slot, slots: readonly Slot[], said: Said, sources: SlotSources): Answer | undefined {
  const text = said.text.trim();
  if (text === "") return undefined;
  const words = { said: text, isNew: true };
  if (slot.entity !== undefined) {
    const reading = readAnswer(slot.entity, said, sources.context);
    const { name: entity } = slot.entity;
    const isOfOther = (mention: EntityMention): boolean =>
      mention.entity !== entity && slots.some((each) => each.entity?.name === mention.entity);
    // "At 8 pm" is a time, and no number of its own.
    const isPart =
      typeof reading?.value === "number" &&
      !said.mentions.some((mention) => mention.entity === entity) &&
      said.mentions.some(isOfOther);
    const claims = (each: Slot): boolean => isClaimed(each, reading?.ranges ?? [], said, sources);
    const isOther = !claims(slot) && slots.some((each) => each !== slot && claims(each));
    if (reading !== undefined && !isOther && !isPart) {
      // What is read again beside other words must say nothing else: "Friday please", then "at 8 pm".
      const known = slot.entity.merge === undefined ? text : reading.words;
      return { slot, offer: { type: "value", value: reading.value, isNew: true, said: known }, ranges: reading.ranges };
    }
    const code = said.denied.length > 0 ? ("denied" as const) : ("unreadable" as const);
    return { slot, offer: { type: "unreadable", issues: [{ code }], ...words }, ranges: [] };
  }
  if (correctsOther(slot, slots, said, sources)) return undefined;
  const mention = said.mentions.find(({ entity }) => entity === slot.name);
  if (mention !== undefined)
    return { slot, offer: { type: "value", value: mention.value, ...words }, ranges: [mention] };
  // The answer is taken whole, and a question is none: neither fills anything else by chance.
  const whole = [{ start: 0, end: said.text.length }];
  if (slot.guard && said.isQuestion)
    return { slot, offer: { type: "unreadable", issues: [{ code: "question" }], ...words }, ranges: whole };
  return { slot, offer: { type: "value", value: text, ...words }, ranges: whole };
}

/** Whether another slot claims these words: it has a cue right before them, or they name it. */
function isClaimed(slot: Slot, ranges: readonly Range[], said: Said, { memory }: SlotSources): boolean {
  const claimed = assignMentions({
    slots: [slot],
    mentions: said.mentions.filter((mention) => ranges.some((range) => isEqual(range.start, mention.start))),
    refused: [],
    text: said.text,
    corrections: said.corrections,
    alternatives: said.alternatives,
    asked: undefined,
    // As if it were filled, so that only a cue or its name counts.
    memory: { ...memory, [slot.name]: memory[slot.name] ?? null },
    mayReplace: false,
    isCorrection: false,
    cueReplaces: true,
    newest: undefined,
  });
  return claimed.found.size > 0;
}

/** Words beside a correction that name what is counted: "make it three people". */
const mostUnits = 1;

/** Whether words that a free-text slot would take as a whole change a slot that is filled: "no, make it three". */
function correctsOther(asked: Slot, slots: readonly Slot[], said: Said, { memory, newest }: SlotSources): boolean {
  const others = slots.filter((slot) => slot !== asked);
  const names = others.flatMap((slot) => findSlotNames(slot, said.text));
  const isMarked = isCorrection(said);
  if (!isMarked && names.length === 0) return false;
  const { found: changed } = assignMentions({
    slots: others.filter(({ name }) => Object.hasOwn(memory, name)),
    mentions: said.mentions,
    refused: said.refused,
    text: said.text,
    corrections: said.corrections,
    alternatives: said.alternatives,
    asked: undefined,
    memory,
    mayReplace: isMarked,
    isCorrection: isMarked,
    cueReplaces: isMarked,
    newest,
  });
  const emptied = deniedSlots(others, said.refused, memory);
  if (changed.size === 0 && emptied.length === 0) return false;
  const known = [...said.refused, ...said.markers, ...names];
  return saysOnly(said.meant, { mentions: [...changed.values()], known, mostAfter: isMarked ? mostUnits : 0 });
}
