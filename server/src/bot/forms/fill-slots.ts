import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Json } from "#channel/json.ts";
import type { EntityContext } from "#understanding/entities/entity.ts";
import type { Range } from "#understanding/text/range.ts";
import type { AskIssue, Slot, SlotMemory } from "#bot/authoring/slot.ts";
import { assignMentions, deniedSlots } from "./assign-mentions.ts";
import { sentencesFor } from "#bot/sentences/sentences-for.ts";
import { readAsked } from "./read-asked.ts";
import { isCorrection, type Said } from "./said.ts";
import type { EntityMention } from "#understanding/understanding.ts";
import { isNeeded } from "./slot-condition.ts";
import { asReadBy } from "./own-mentions.ts";
import { joinedWords, mergedValue, withParts } from "./partial-values.ts";
import { isOf } from "./slot-mentions.ts";
import type { Offer, SlotSources } from "./slot-sources.ts";

export type Filled = {
  values: Record<string, unknown>;
  memory: SlotMemory;
  words: Record<string, string>;
  /** The slots that the story needs and does not have. The first one is asked for. */
  missing: MissingSlot[];
  /** The words have filled, changed or emptied another slot than the one that was asked for. */
  hasProgress: boolean;
  /** The parts of the text that are used up. */
  spent: readonly Range[];
};

export type MissingSlot = { slot: Slot; said?: string; issues: readonly AskIssue[] };

/**
 * A slot gets its value from the link, else from the words, else from memory. A value that the schema refuses counts as
 * missing, with the reason; an optional slot is then left out. A slot whose condition does not hold keeps its value in
 * memory, and the story does not get it.
 */
export async function fillSlots(slots: readonly Slot[], sources: SlotSources): Promise<Filled> {
  const { offers, spent } = findValues(slots, sources);
  const filled: Filled = { values: {}, memory: {}, words: {}, missing: [], hasProgress: false, spent };
  for (const slot of slots) {
    const offer = offers.get(slot.name);
    const needed = isNeeded(slot.onlyIf, filled.values);
    if (sources.askFirst?.slot === slot.name) {
      filled.missing.unshift(toAskFirst(slot, sources.askFirst));
      continue;
    }
    if (offer === undefined) {
      if (needed && !slot.optional) filled.missing.push({ slot, issues: [] });
      continue;
    }
    const read = offer.type === "value" ? await readValue(slot, offer.value) : { issues: offer.issues };
    if ("value" in read && offer.type === "value") {
      if (needed) filled.values[slot.name] = read.value;
      filled.memory[slot.name] = offer.value;
      filled.words[slot.name] = offer.said;
    } else if (needed && !slot.optional) {
      const issues = "issues" in read ? read.issues : [];
      filled.missing.push({ slot, issues, ...(offer.isNew ? { said: offer.said } : {}) });
    }
  }
  filled.missing = askedFirst(filled.missing, sources);
  filled.hasProgress = slots.some(
    ({ name }) => name !== sources.asked && hasChanged(name, sources.memory, filled.memory),
  );
  return filled;
}

/** An open question stays the first one, also when slots before it are missing, unless the words have emptied another one. */
function askedFirst(missing: readonly MissingSlot[], { asked, memory, askFirst }: SlotSources): MissingSlot[] {
  const isEmptied = missing.some(({ slot }) => Object.hasOwn(memory, slot.name));
  if (isEmptied || askFirst !== undefined) return [...missing];
  return missing.toSorted((a, b) => Number(b.slot.name === asked) - Number(a.slot.name === asked));
}

function toAskFirst(slot: Slot, { why, said }: NonNullable<SlotSources["askFirst"]>): MissingSlot {
  const issues = why === undefined ? [] : [{ code: "rejected" as const, message: why }];
  return { slot, issues, ...(said === undefined ? {} : { said }) };
}

function hasChanged(name: string, before: SlotMemory, after: SlotMemory): boolean {
  return JSON.stringify(before[name]) !== JSON.stringify(after[name]);
}

type Found = { offers: Map<string, Offer>; spent: readonly Range[] };

function findValues(slots: readonly Slot[], sources: SlotSources): Found {
  const offers = new Map<string, Offer>();
  for (const slot of slots) {
    const given = Object.hasOwn(sources.params, slot.name) ? sources.params[slot.name] : undefined;
    if (typeof given === "string") offers.set(slot.name, readParameter(slot, given, sources.context));
  }
  const own = sources.said === undefined ? undefined : asReadBy(slots, sources.said, sources.context);
  const said = own === undefined ? undefined : withParts(own, slots, sources);
  const spent = said === undefined ? [] : readWords(slots, said, sources, offers);
  const forgotten = new Set(sources.said === undefined ? [] : deniedSlots(slots, sources.said.refused, sources.memory));
  for (const { name } of slots) {
    const value = sources.memory[name];
    if (offers.has(name) || value === undefined || forgotten.has(name)) continue;
    offers.set(name, { type: "value", value, said: sources.words[name] ?? toWords(value), isNew: false });
  }
  return { offers, spent };
}

function toWords(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Adds what the words say to the offers. @returns the parts of the text that are used up. */
function readWords(slots: readonly Slot[], said: Said, sources: SlotSources, offers: Map<string, Offer>): Range[] {
  const asked = slots.find(({ name }) => name === sources.asked && !offers.has(name));
  const answer = asked === undefined ? undefined : readAsked(asked, slots, said, sources);
  const answered = answer?.offer.type === "value";
  if (answer !== undefined) offers.set(answer.slot.name, answer.offer);
  const used = answer?.ranges ?? [];
  const isFree = (range: Range): boolean => !used.some((each) => range.start < each.end && each.start < range.end);
  // The "no" that answers the question corrects nothing.
  const corrects = isCorrection({ ...said, markers: said.markers.filter(isFree) });
  const between = { corrections: said.corrections, alternatives: said.alternatives };
  const { found: mentioned, unclear } = assignMentions({
    slots: slots.filter(({ name }) => !offers.has(name) || !answered),
    mentions: said.mentions.filter(isFree),
    refused: said.refused,
    text: said.text,
    ...between,
    asked: answered ? undefined : asked?.name,
    memory: sources.memory,
    mayReplace: corrects || !sources.waits,
    isCorrection: corrects,
    cueReplaces: !answered,
    newest: sources.newest,
  });
  for (const [name, mention] of completed(slots, said, sources, mentioned, isFree)) mentioned.set(name, mention);
  for (const [name, mention] of mentioned) {
    const slot = slots.find((each) => each.name === name);
    // What the asked slot cannot read as a whole, it may mention.
    if (slot === undefined || offers.get(name)?.type === "value") continue;
    offers.set(name, { type: "value", ...joinedValue(slot, mention, sources), isNew: true });
  }
  if (answer?.offer.type === "unreadable" && unclear.has(answer.slot.name)) {
    const { onlyOne } = sentencesFor(sources.context.locale);
    offers.set(answer.slot.name, { ...answer.offer, issues: [{ code: "several", message: onlyOne }] });
  }
  const asksOther = answer?.offer.type === "unreadable" && isOfAnother(answer.slot, slots, mentioned);
  if (asksOther && answer !== undefined) offers.delete(answer.slot.name);
  return [...used, ...mentioned.values()];
}

/** The value of a slot after these words: what they leave unsaid stays as it was. */
function joinedValue(
  slot: Slot,
  mention: EntityMention,
  { memory, words, context }: SlotSources,
): { value: Json; said: string } {
  const { value, text } = mention;
  const merged = mergedValue(slot, mention, { memory, words, context });
  if (merged === undefined) return { value, said: text };
  return { value: merged.value, said: joinedWords(words[slot.name], text, merged.type) };
}

/** The filled slots of which the words say more, without a change: "at 8 pm" after "Friday". */
function completed(
  slots: readonly Slot[],
  said: Said,
  { memory, words, context }: SlotSources,
  mentioned: ReadonlyMap<string, EntityMention>,
  isFree: (range: Range) => boolean,
): [string, EntityMention][] {
  const used = [...mentioned.values()];
  return slots.flatMap((slot) => {
    const alike = said.mentions.filter((each) => isOf(slot, each) && isFree(each) && !used.includes(each));
    const [mention] = alike;
    if (mention === undefined || alike.length > 1 || mentioned.has(slot.name)) return [];
    const merged = mergedValue(slot, mention, { memory, words, context });
    return merged?.type === "completed" ? [[slot.name, mention] as [string, EntityMention]] : [];
  });
}

/** After "Where from?", the answer "to Lille" is about another slot. */
function isOfAnother(slot: Slot, slots: readonly Slot[], mentioned: ReadonlyMap<string, unknown>): boolean {
  if (slot.entity === undefined || mentioned.has(slot.name)) return false;
  return slots.some((each) => each !== slot && each.entity?.name === slot.entity?.name && mentioned.has(each.name));
}

function readParameter({ entity }: Slot, words: string, context: EntityContext): Offer {
  const base = { said: words, isNew: true };
  if (entity === undefined) return { type: "value", value: words, ...base };
  const value = entity.readLink === undefined ? entity.read(words, context) : entity.readLink(words, context);
  return value === undefined
    ? { type: "unreadable", issues: [{ code: "unreadable" }], ...base }
    : { type: "value", value, ...base };
}

type Read = { value: unknown } | { issues: AskIssue[] };

async function readValue({ schema }: Slot, value: Json): Promise<Read> {
  if (schema === undefined) return { value };
  const read = await readWith(schema, value);
  return "value" in read ? read : { issues: read.issues.map((message) => ({ code: "schema", message })) };
}

/** Validates a value with a schema. The issues may quote the value. */
export async function readWith(
  schema: StandardSchemaV1,
  value: unknown,
): Promise<{ value: unknown } | { issues: string[] }> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return { value: result.value };
  return { issues: result.issues.map(({ message }) => message) };
}
