import { randomUUID } from "node:crypto";
import type { ConversationState } from "#conversation/conversation.ts";
import {
  isSameMember,
  judgeLink,
  type LinkedPerson,
  type LinkOutcome,
  type LinkRequest,
  type Member,
  type PersonLinks,
} from "#identity/person-links.ts";
import { joinMemories, type MemoryEntry, toPerson, withoutMemory } from "#store/shared-memory.ts";
import type { MemoryConversation, MemoryTables } from "./memory-conversation.ts";

type Entry = { value: string | null; by: Member };
type Kept = { id: string; members: Member[]; memory: Map<string, Entry> };

/** Persons, and the refs that were used. */
export class MemoryPersons implements PersonLinks {
  readonly #tables: MemoryTables;
  #persons: Kept[] = [];
  readonly #used = new Map<string, { by: string; outcome: LinkOutcome; forgetAt: number }>();

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async link(request: LinkRequest, now: number): Promise<LinkOutcome> {
    for (const [ref, { forgetAt }] of this.#used) if (forgetAt < now) this.#used.delete(ref);
    const used = this.#used.get(request.ref);
    if (used !== undefined) return used.by === request.by ? used.outcome : "used";
    const outcome = this.#join(request);
    this.#used.set(request.ref, { by: request.by, outcome, forgetAt: now + request.keepMs });
    return outcome;
  }

  async personOf(member: Member): Promise<LinkedPerson | undefined> {
    const kept = this.#of(member);
    if (kept === undefined) return undefined;
    const members = kept.members.toSorted(
      (a, b) => compare(a.connectorId, b.connectorId) || compare(a.userId, b.userId),
    );
    return toPerson({ members: structuredClone(members), memory: entriesOf(kept) });
  }

  /** The same at once. */
  find({ connectorId, address }: MemoryConversation): LinkedPerson | undefined {
    const kept = this.#of({ connectorId, userId: address.user });
    if (kept === undefined) return undefined;
    return toPerson({ members: kept.members, memory: entriesOf(kept) });
  }

  /** What a turn has changed. */
  keep({ connectorId, address }: MemoryConversation, changes: readonly MemoryEntry[]): void {
    const by = { connectorId, userId: address.user };
    const kept = this.#of(by);
    for (const { name, value } of changes) kept?.memory.set(name, { value, by });
  }

  /** The channel gave the person another id. */
  move(connectorId: string, former: string, userId: string): void {
    const kept = former === userId ? undefined : this.#of({ connectorId, userId: former });
    if (kept === undefined) return;
    for (const each of this.#persons)
      each.members = each.members.filter((member) => !isSameMember(member, { connectorId, userId }));
    kept.members = kept.members.map((member) =>
      isSameMember(member, { connectorId, userId: former }) ? { connectorId, userId } : member,
    );
    for (const entry of kept.memory.values())
      if (isSameMember(entry.by, { connectorId, userId: former })) entry.by = { connectorId, userId };
    this.#persons = this.#persons.filter(({ members }) => members.length > 0);
  }

  async unlink(member: Member): Promise<boolean> {
    const kept = this.#of(member);
    if (kept === undefined || kept.members.length < 2) return false;
    kept.members = kept.members.filter((each) => !isSameMember(each, member));
    const own = { ...member };
    const memory = new Map(Array.from(kept.memory, ([name, { value }]) => [name, { value, by: own }]));
    this.#persons.push({ id: randomUUID(), members: [own], memory });
    for (const [name, { by }] of kept.memory)
      if (!kept.members.some((each) => isSameMember(each, by))) kept.memory.delete(name);
    return true;
  }

  #join({ issuer, redeemer, oneEach }: LinkRequest): LinkOutcome {
    const issuers = this.#statesOf(issuer);
    const redeemers = this.#statesOf(redeemer);
    if (issuers.length === 0 || redeemers.length === 0) return "gone";
    const issuerPerson = this.#of(issuer);
    const redeemerPerson = this.#of(redeemer);
    const former = redeemerPerson?.members.length === 1 ? redeemerPerson : undefined;
    const outcome = judgeLink({
      issuerPerson: issuerPerson?.id,
      redeemerPerson: former === undefined ? redeemerPerson?.id : undefined,
      hasOther: issuerPerson?.members.some(({ connectorId }) => connectorId === redeemer.connectorId) === true,
      oneEach,
    });
    if (outcome !== "linked") return outcome;
    const person = issuerPerson ?? { id: randomUUID(), members: [{ ...issuer }], memory: new Map() };
    if (issuerPerson === undefined) {
      this.#persons.push(person);
      for (const { name, value } of joinMemories(issuers)) person.memory.set(name, { value, by: { ...issuer } });
    }
    const brought = former === undefined ? joinMemories(redeemers) : entriesOf(former);
    this.#persons = this.#persons.filter((each) => each !== former);
    person.members.push({ ...redeemer });
    for (const { name, value } of brought)
      if (value !== null && !person.memory.has(name)) person.memory.set(name, { value, by: { ...redeemer } });
    for (const side of [issuer, redeemer])
      for (const conversation of this.#conversationsOf(side)) conversation.state = withoutMemory(conversation.state);
    return outcome;
  }

  #of(member: Member): Kept | undefined {
    return this.#persons.find(({ members }) => members.some((each) => isSameMember(each, member)));
  }

  #statesOf(member: Member): ConversationState[] {
    return this.#conversationsOf(member).map(({ state }) => state);
  }

  #conversationsOf(member: Member): MemoryConversation[] {
    return [...this.#tables.conversations.values()].filter(({ connectorId, address }) =>
      isSameMember({ connectorId, userId: address.user }, member),
    );
  }
}

function entriesOf({ memory }: Kept): MemoryEntry[] {
  return Array.from(memory, ([name, { value }]) => ({ name, value }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
