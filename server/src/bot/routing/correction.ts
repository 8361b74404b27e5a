import { saysOnly } from "#understanding/forms/rest-of.ts";
import { assignMentions, deniedSlots, isEqual } from "#bot/forms/assign-mentions.ts";
import { asReadBy } from "#bot/forms/own-mentions.ts";
import { withParts } from "#bot/forms/partial-values.ts";
import { isCorrection } from "#bot/forms/said.ts";
import { findSlotNames } from "#bot/forms/slot-names.ts";
import { isForOne } from "#bot/forms/waiting-form.ts";
import type { Candidate } from "./candidate.ts";
import type { PickRequest } from "./pick-request.ts";
import { findStory } from "./story-rules.ts";

/** Words beside a correction that do not change it: "no, three people in total". */
const mostUnits = 2;

/**
 * The story under way once more, with a slot changed that is filled already: "no, three please" under its summary. While it
 * waits for an answer to a step, the words must say that they are a correction.
 */
export function correction({ bot, state, said: spoken, ruleOf, context }: PickRequest): Candidate[] {
  const { current } = state;
  const story = findStory(bot, current?.story ?? "", ruleOf);
  if (current === undefined || spoken === undefined || story?.id !== current.story || spoken.isQuestion) return [];
  if (current.question?.slot !== undefined) return [];
  const said = withParts(asReadBy(story.slots, spoken, context), story.slots, {
    memory: current.slots,
    words: current.words ?? {},
    context,
  });
  const isMarked = isCorrection(said);
  const { found: changed } = assignMentions({
    // An optional one may be open: its name says that it is meant.
    slots: story.slots.filter(
      (slot) => Object.hasOwn(current.slots, slot.name) || findSlotNames(slot, said.text).length > 0,
    ),
    ...said,
    asked: undefined,
    memory: current.slots,
    mayReplace: isMarked || !isForOne(current.question),
    isCorrection: isMarked,
    cueReplaces: true,
    newest: current.asked?.at(-1),
  });
  const emptied = deniedSlots(story.slots, said.refused, current.slots);
  const isNew = [...changed].some(([name, { value }]) => !isEqual(value, current.slots[name])) || emptied.length > 0;
  const names = story.slots.flatMap((slot) => findSlotNames(slot, said.text));
  const known = [...said.refused, ...said.markers, ...names];
  const mentions = [...changed.values()];
  if (!isNew || !saysOnly(said.meant, { mentions, known, mostAfter: isMarked ? mostUnits : 0 })) return [];
  return [{ story, params: { ...current.params }, slots: current.slots }];
}
