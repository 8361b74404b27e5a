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
import { joinMemories, type MemoryEntry, toPerson } from "#store/shared-memory.ts";
import type { MemoryConversation, MemoryTables } from "./memory-conversation.ts";

type Kept = { id: string; members: Member[]; memory: Map<string, string | null> };

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
    const memory = Array.from(kept.memory, ([name, value]) => ({ name, value }));
    return toPerson({ members: structuredClone(members), memory });
  }

  /** The same at once. */
  find({ connectorId, address }: MemoryConversation): LinkedPerson | undefined {
    const kept = this.#of({ connectorId, userId: address.user });
    if (kept === undefined) return undefined;
    return toPerson({ members: kept.members, memory: Array.from(kept.memory, ([name, value]) => ({ name, value })) });
  }

  /** What a turn has changed. */
  keep({ connectorId, address }: MemoryConversation, changes: readonly MemoryEntry[]): void {
    const kept = this.#of({ connectorId, userId: address.user });
    for (const { name, value } of changes) kept?.memory.set(name, value);
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
    this.#persons = this.#persons.filter(({ members }) => members.length > 0);
  }

  #join({ issuer, redeemer, oneEach }: LinkRequest): LinkOutcome {
    const issuers = this.#statesOf(issuer);
    const redeemers = this.#statesOf(redeemer);
    if (issuers.length === 0 || redeemers.length === 0) return "gone";
    const issuerPerson = this.#of(issuer);
    const outcome = judgeLink({
      issuerPerson: issuerPerson?.id,
      redeemerPerson: this.#of(redeemer)?.id,
      hasOther: issuerPerson?.members.some(({ connectorId }) => connectorId === redeemer.connectorId) === true,
      oneEach,
    });
    if (outcome !== "linked") return outcome;
    const person = issuerPerson ?? { id: randomUUID(), members: [{ ...issuer }], memory: new Map() };
    if (issuerPerson === undefined) this.#persons.push(person);
    person.members.push({ ...redeemer });
    const joined = joinMemories(issuerPerson === undefined ? [...redeemers, ...issuers] : redeemers);
    for (const { name, value } of joined) if (!person.memory.has(name)) person.memory.set(name, value);
    return outcome;
  }

  #of(member: Member): Kept | undefined {
    return this.#persons.find(({ members }) => members.some((each) => isSameMember(each, member)));
  }

  #statesOf(member: Member): ConversationState[] {
    return [...this.#tables.conversations.values()]
      .filter(({ connectorId, address }) => isSameMember({ connectorId, userId: address.user }, member))
      .map(({ state }) => state);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
