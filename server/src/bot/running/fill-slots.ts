import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Json } from "#channel/json.ts";
import type { EntityContext } from "#understanding/entities/entity.ts";
import type { EntityMention } from "#understanding/understanding.ts";
import { assignMentions } from "./assign-mentions.ts";
import type { Slot, SlotMemory } from "#bot/authoring/slot.ts";

export type SlotSources = {
  /** Parameters of the link that was followed. */
  params: Readonly<Record<string, unknown>>;
  /** The words of the person; undefined for an event without words, such as a tap. */
  said: { text: string; mentions: readonly EntityMention[] } | undefined;
  /** The slot whose question this event answers. */
  asked: string | undefined;
  /** A slot that must be asked for again, even if it has a value. */
  rejected: { slot: string; why: string } | undefined;
  memory: SlotMemory;
  context: EntityContext;
};

export type Filled = {
  values: Record<string, unknown>;
  memory: SlotMemory;
  /** The slots that the story needs and does not have. The first one is asked for. */
  missing: MissingSlot[];
};

export type MissingSlot = { slot: Slot; said?: string; issues: readonly string[] };

/**
 * A slot gets its value from the link, else from the words, else from memory. A value that the schema refuses counts as
 * missing, with the reason; an optional slot is then left out.
 */
export async function fillSlots(slots: readonly Slot[], sources: SlotSources): Promise<Filled> {
  const filled: Filled = { values: {}, memory: {}, missing: [] };
  const found = findValues(slots, sources);
  for (const slot of slots) {
    const offer = found.get(slot.name);
    if (sources.rejected?.slot === slot.name) {
      filled.missing.unshift({
        slot,
        issues: [sources.rejected.why],
        ...(offer === undefined ? {} : { said: offer.said }),
      });
      continue;
    }
    if (offer === undefined) {
      if (!slot.optional) filled.missing.push({ slot, issues: [] });
      continue;
    }
    const read =
      offer.type === "value" ? await readValue(slot, offer.value) : { issues: ["is none of what can be meant"] };
    if ("value" in read && offer.type === "value") {
      filled.values[slot.name] = read.value;
      filled.memory[slot.name] = offer.value;
    } else if (!slot.optional) {
      filled.missing.push({ slot, said: offer.said, issues: "issues" in read ? read.issues : [] });
    }
  }
  return filled;
}

type Offer = { said: string } & ({ type: "value"; value: Json } | { type: "unreadable" });

function findValues(slots: readonly Slot[], sources: SlotSources): Map<string, Offer> {
  const { params, said, asked, memory, context } = sources;
  const text = said?.text.trim() ?? "";
  const filled = new Set(Object.keys(memory));
  const mentioned = assignMentions(slots, said?.mentions ?? [], said?.text ?? "", { asked, filled });
  const offers = new Map<string, Offer>();
  for (const slot of slots) {
    const given = Object.hasOwn(params, slot.name) ? params[slot.name] : undefined;
    const mention = mentioned.get(slot.name);
    const remembered = Object.hasOwn(memory, slot.name) ? memory[slot.name] : undefined;
    if (typeof given === "string") offers.set(slot.name, readParameter(slot, given, context));
    else if (slot.name === asked && text !== "" && !isOfAnother(slot, slots, mentioned, mention))
      offers.set(slot.name, answerOf(slot, text, mention, context));
    else if (mention !== undefined) offers.set(slot.name, { type: "value", value: mention, said: text });
    else if (remembered !== undefined) offers.set(slot.name, { type: "value", value: remembered, said: "" });
  }
  return offers;
}

/** After "Where from?", the answer "to Lille" is about another slot. */
function isOfAnother(
  slot: Slot,
  slots: readonly Slot[],
  mentioned: ReadonlyMap<string, Json>,
  mention: Json | undefined,
): boolean {
  if (slot.entity === undefined || mention !== undefined) return false;
  return slots.some((other) => other !== slot && other.entity?.name === slot.entity?.name && mentioned.has(other.name));
}

/** The whole answer if the slot can read it, else the value that it mentions. */
function answerOf(slot: Slot, text: string, mention: Json | undefined, context: EntityContext): Offer {
  const whole = readWords(slot, text, context);
  if (whole.type === "value" && (slot.entity !== undefined || mention === undefined)) return whole;
  return mention === undefined ? whole : { type: "value", value: mention, said: text };
}

function readWords({ entity }: Slot, words: string, context: EntityContext): Offer {
  if (entity === undefined) return { type: "value", value: words, said: words };
  const value = entity.read(words, context);
  return value === undefined ? { type: "unreadable", said: words } : { type: "value", value, said: words };
}

function readParameter({ entity, ...slot }: Slot, words: string, context: EntityContext): Offer {
  if (entity?.readLink === undefined) return readWords({ entity, ...slot }, words, context);
  const value = entity.readLink(words, context);
  return value === undefined ? { type: "unreadable", said: words } : { type: "value", value, said: words };
}

type Read = { value: unknown } | { issues: string[] };

async function readValue({ schema }: Slot, value: Json): Promise<Read> {
  return schema === undefined ? { value } : readWith(schema, value);
}

/** Validates a value with a schema. The issues may quote the value. */
export async function readWith(schema: StandardSchemaV1, value: unknown): Promise<Read> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return { value: result.value };
  return { issues: result.issues.map(({ message }) => message) };
}
