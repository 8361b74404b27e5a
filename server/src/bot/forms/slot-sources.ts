import type { Json } from "#channel/json.ts";
import type { EntityContext } from "#understanding/entities/entity.ts";
import type { AskIssue, SlotMemory } from "#bot/authoring/slot.ts";
import type { Said } from "./said.ts";

/** What the values of slots may come from. */
export type SlotSources = {
  /** Parameters of the link that was followed. */
  params: Readonly<Record<string, unknown>>;
  /** The words of the person that nothing in this turn has used; undefined for an event without words, such as a tap. */
  said: Said | undefined;
  /** The slot whose question this event answers. */
  asked: string | undefined;
  /** Whether the story waits for an answer to a question. */
  waits: boolean;
  /** A slot that is asked for before all others, even if it has a value. `why`: the story has rejected this value. */
  askFirst: { slot: string; why?: string; said?: string } | undefined;
  memory: SlotMemory;
  /** The words that each remembered value was read from. */
  words: Readonly<Record<string, string>>;
  /** The slot that was filled last. */
  newest: string | undefined;
  context: EntityContext;
};

/** What a source gives for one slot. `isNew`: this event has brought it. */
export type Offer = { said: string; isNew: boolean } & (
  | { type: "value"; value: Json }
  | { type: "unreadable"; issues: readonly AskIssue[] }
);
