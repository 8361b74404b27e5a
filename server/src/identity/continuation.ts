import { createHash } from "node:crypto";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { Conversation } from "#conversation/conversation.ts";
import type { Lease } from "#conversation/turns.ts";
import { isSameMember, type Member, type PersonLinks } from "./person-links.ts";
import type { Arrived, Redeemed } from "./redeemed.ts";
import { isRef, openRef, type OpenedRef, sealRef } from "./ref.ts";

type Refusal = Exclude<Redeemed, { person: unknown }>;

export type ContinuationParts = {
  links: PersonLinks;
  connectors: ReadonlyMap<string, HostedConnector>;
  key: Uint8Array;
  /** From before the secret was changed: they seal nothing, and are believed. */
  formerKeys: readonly Uint8Array[];
  now: () => number;
};

/** Milliseconds that a ref is good for: long enough to find one's telephone, too short to be worth stealing. */
export const refMs = 3_600_000;
/** Milliseconds that the mark of a used one is kept: an event may wait that long before it is answered. */
const keepMs = 8 * 24 * 3_600_000;

/** Of the key that seals refs. */
export const refPurpose = "refs between channels";

/** `asks`: whoever opens the address is asked before anything is joined. */
export type LinkOptions = { asks: boolean };

/** How a person goes on in another channel: by an address with a ref that this server has sealed for them, and that is good once. */
export function createContinuation({ links, connectors, key, formerKeys, now }: ContinuationParts): {
  linkTo(target: string, conversation: Conversation, options: LinkOptions): string | undefined;
  isRef(text: string): boolean;
  arrive(text: string, lease: Lease): Promise<Arrived>;
  redeem(text: string, lease: Lease): Promise<Redeemed>;
  unlink(conversation: Conversation): Promise<boolean>;
} {
  const keys = [key, ...formerKeys];

  /** Another connector, by its id or by the kind of its channel. */
  function find(target: string, own: string): HostedConnector | undefined {
    const others = [...connectors.values()].filter(({ id }) => id !== own);
    return others.find(({ id }) => id === target) ?? others.find(({ channel }) => channel === target);
  }

  /** What the text says, if whoever is in the conversation may use it at that time. */
  function open(text: string, { conversation, event }: Lease): { opened: OpenedRef; redeemer: Member } | Refusal {
    const opened = openRef(text, keys);
    if (opened === undefined) return { outcome: "forged" };
    const { connectorId, address } = conversation;
    const redeemer: Member = { connectorId, userId: address.user };
    if (isSameMember(opened.issuer, redeemer)) return { outcome: "own" };
    if (opened.target !== connectorId || address.scope !== "direct") return { outcome: "elsewhere" };
    // By the time of the person's act: a second attempt later has the same outcome.
    return event.at >= opened.expiresAt ? { outcome: "expired" } : { opened, redeemer };
  }

  return {
    linkTo(target, { connectorId, address }, { asks }) {
      const connector = find(target, connectorId);
      // What a group is given, any of its members would open.
      if (connector === undefined || address.scope !== "direct") return undefined;
      const issuer = { connectorId, userId: address.user };
      return connector.linkTo(sealRef({ issuer, target: connector.id, expiresAt: now() + refMs, asks }, key));
    },
    isRef,
    async arrive(text, lease) {
      const read = open(text, lease);
      if (!("opened" in read)) return read;
      const { issuer, asks, id } = read.opened;
      const { members = [] } = (await links.personOf(read.redeemer)) ?? {};
      // Nothing is asked of those who are one person already.
      if (!asks || members.some((side) => isSameMember(side, issuer))) return await this.redeem(text, lease);
      // Nor of those who would be refused after a yes.
      if (members.length > 1) return { outcome: "linked_to_another" };
      return { outcome: "asked", id, from: connectors.get(issuer.connectorId)?.displayName ?? issuer.connectorId };
    },
    unlink: ({ connectorId, address }) => links.unlink({ connectorId, userId: address.user }, now()),
    async redeem(text, lease) {
      const read = open(text, lease);
      if (!("opened" in read)) return read;
      const { redeemer } = read;
      const { issuer, id: ref } = read.opened;
      const by = createHash("sha256").update(`${lease.conversation.id}\0${lease.seq}`).digest("base64url");
      // Who is handed messages has one id on a channel; who reads the log has one in each browser.
      const oneEach = connectors.get(redeemer.connectorId)?.delivery === "push";
      const outcome = await links.link({ ref, keepMs, by, issuer, redeemer, oneEach }, now());
      if (outcome !== "linked" && outcome !== "already_linked") return { outcome };
      const person = await links.personOf(redeemer);
      // It was deleted in between.
      if (person === undefined) return { outcome: "gone" };
      const channel = connectors.get(issuer.connectorId)?.channel ?? issuer.connectorId;
      return { outcome, from: { channel, connectorId: issuer.connectorId }, person };
    },
  };
}
