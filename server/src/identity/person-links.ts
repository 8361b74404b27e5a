import type { Json } from "#channel/json.ts";

/** A person as one connector knows them. */
export type Member = { connectorId: string; userId: string };

/** One person, known on several connectors. `memory`: what stories keep about them, the same on each. */
export type LinkedPerson = { members: Member[]; memory: Record<string, Json> };

/**
 * Somebody came with a ref. `ref`: its id; it is used once. `by`: the event that brought it, not in clear; a second attempt at
 * that event gets the same answer. `oneEach`: the redeemer's channel knows a person by one id, so a second one is somebody else.
 */
export type LinkRequest = {
  ref: string;
  /** Milliseconds for which the mark is kept that the ref was used. */
  keepMs: number;
  by: string;
  /** Who asked for the ref, and who came with it. */
  issuer: Member;
  redeemer: Member;
  oneEach: boolean;
};

/**
 * - `linked`: both are one person now. `already_linked`: they were before.
 * - `used`: by another event. `linked_to_another`: the redeemer is somebody else's other side already, or the issuer has another
 *   one there. `gone`: nothing is kept of one of them any more.
 */
export type LinkOutcome = "linked" | "already_linked" | "used" | "linked_to_another" | "gone";

/** Who is one person on several connectors. */
export interface PersonLinks {
  /**
   * In one transaction: marks the ref as used, and joins the two. Of entries that both have in their memories, the issuer's
   * stand. Of several who come with one ref at once, one is linked.
   */
  link(request: LinkRequest, now: number): Promise<LinkOutcome>;
  /**
   * Takes the member out of their person, in one transaction: they keep all of the memory, and the others what one of those has
   * said or changed last. @returns false: they were not joined with anybody.
   */
  unlink(member: Member, now: number): Promise<boolean>;
  /** Undefined: nobody was ever joined with them. One member: they were, and are alone again. */
  personOf(member: Member): Promise<LinkedPerson | undefined>;
}

/** What the store knows when two are to be joined. */
export type LinkFacts = {
  /** The persons of the two; undefined where there is none yet. The redeemer's only if others are in it, too. */
  issuerPerson: string | undefined;
  redeemerPerson: string | undefined;
  /** The issuer's person has somebody on the redeemer's connector. */
  hasOther: boolean;
  oneEach: boolean;
};

/**
 * Whoever issued the ref has invited the other; nobody invited the issuer into a person that exists. Else a ref that is sent to
 * a stranger would open that stranger's memory.
 */
export function judgeLink({ issuerPerson, redeemerPerson, hasOther, oneEach }: LinkFacts): LinkOutcome {
  if (redeemerPerson !== undefined) return redeemerPerson === issuerPerson ? "already_linked" : "linked_to_another";
  return oneEach && hasOther ? "linked_to_another" : "linked";
}

export function isSameMember(one: Member, other: Member): boolean {
  return one.connectorId === other.connectorId && one.userId === other.userId;
}
