import type { Json } from "#channel/json.ts";
import type { Conversation, ConversationState } from "#conversation/conversation.ts";
import { isSameMember, type LinkedPerson, type Member } from "#identity/person-links.ts";

/**
 * An entry of a person's memory as databases keep it: both are JSON, so that a name may hold any character. Null: the entry was
 * removed.
 */
export type MemoryEntry = { name: string; value: string | null };

export type StoredPerson = { members: Member[]; memory: MemoryEntry[] };

export function toPerson({ members, memory }: StoredPerson): LinkedPerson {
  return { members, memory: toMemory(memory) };
}

function toMemory(entries: readonly MemoryEntry[]): Record<string, Json> {
  return Object.fromEntries(
    entries.flatMap(({ name, value }) =>
      value === null ? [] : [[JSON.parse(name) as string, JSON.parse(value) as Json]],
    ),
  );
}

/** The conversation as a turn sees it: with the memory that all sides of the person share in place of its own. */
export function withPerson(conversation: Conversation, person: LinkedPerson | undefined): Conversation {
  if (person === undefined) return conversation;
  const { connectorId, address, state } = conversation;
  const own = { connectorId, userId: address.user };
  const others = person.members.filter((member) => !isSameMember(member, own)).map((member) => member.connectorId);
  return { ...conversation, state: { ...state, user: person.memory }, linkedTo: [...new Set(others)] };
}

/**
 * The document of a conversation whose person is known on several connectors: without the memory, which all of them share and
 * which is kept once. A copy here would outlive what is forgotten there.
 */
export function withoutShared({ linkedTo }: Conversation, state: ConversationState): ConversationState {
  return linkedTo === undefined ? state : withoutMemory(state);
}

export function withoutMemory(state: ConversationState): ConversationState {
  const { user: _, ...rest } = state;
  return rest;
}

/** What a turn has changed in the memory, so that two sides that answer at once lose only what both have changed. */
export function memoryChanges(
  { user: before = {} }: ConversationState,
  { user: after = {} }: ConversationState,
): MemoryEntry[] {
  const former = new Map(toEntries(before).map(({ name, value }) => [name, value]));
  const changed = toEntries(after).filter(({ name, value }) => former.get(name) !== value);
  const removed = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  return [...changed, ...removed.map((name) => ({ name: JSON.stringify(name), value: null }))];
}

/**
 * What two memories become when they are joined.
 * @param states of the conversations of both sides: those of the issuer come last, and win.
 */
export function joinMemories(states: readonly ConversationState[]): MemoryEntry[] {
  return toEntries(Object.fromEntries(states.flatMap(({ user }) => Object.entries(user ?? {}))));
}

function toEntries(memory: Record<string, Json>): { name: string; value: string }[] {
  return Object.entries(memory).map(([name, value]) => ({ name: JSON.stringify(name), value: JSON.stringify(value) }));
}
