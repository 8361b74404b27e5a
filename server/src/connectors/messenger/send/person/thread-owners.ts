import { BoundedMap } from "#collections/bounded-map.ts";
import { type InboundEvent, isSpeech } from "#channel/event.ts";
import type { ThreadOwner } from "#connectors/messenger/admin/thread-control.ts";

/** Conversations that are remembered as another app's. Of others Meta says it when it refuses. */
const mostLost = 10_000;

/** Milliseconds for which it counts that another app has a conversation. Nobody tells when that app lets it go. */
const trustMs = 60_000;

export type ThreadOwnersParts = {
  appId: string;
  /** Asks Meta. */
  ask: (psid: string) => Promise<ThreadOwner>;
  /** A clock that nobody sets back. */
  steady: () => number;
  /** The time of day. */
  now: () => number;
};

/**
 * Which conversations another app has, so that what still waits for them is not offered to Meta, message after message. Meta's own
 * refusal stays the last word: what is not known here is sent.
 */
export class ThreadOwners {
  readonly #parts: ThreadOwnersParts;
  /** `since`: when it was lost, by Meta's clock. `until`: for how long that is believed. */
  readonly #lost = new BoundedMap<string, { since: number; until: number }>(mostLost);

  constructor(parts: ThreadOwnersParts) {
    this.#parts = parts;
  }

  /** Meta has told of an event. What is older than the loss says nothing. */
  saw({ content, address: { user }, at }: Pick<InboundEvent, "content" | "address" | "at">): void {
    const isOthers = content.type === "overheard" && content.by === "person";
    if (isOthers || (content.type === "handover" && content.to === "agent")) return this.lost(user, at);
    const isOurs = isSpeech(content) || content.type === "start" || content.type === "handover";
    if (isOurs && at > (this.#lost.get(user)?.since ?? Infinity)) this.#lost.delete(user);
  }

  /** Another app has the conversation since then. */
  lost(psid: string, since: number): void {
    const known = this.#lost.get(psid)?.since ?? 0;
    this.#lost.set(psid, { since: Math.max(known, since), until: this.#parts.steady() + trustMs });
  }

  /** This app has taken the conversation. */
  regained(psid: string): void {
    this.#lost.delete(psid);
  }

  /** Whether Meta would take a message for this person, as far as is known. A question that fails is no answer. */
  async mayWrite(psid: string): Promise<boolean> {
    const lost = this.#lost.get(psid);
    if (lost === undefined) return true;
    const { steady, now, ask, appId } = this.#parts;
    if (steady() < lost.until) return false;
    const owner = await ask(psid);
    if (owner.type === "unknown") return true;
    if (owner.app === undefined || owner.app === appId) {
      this.#lost.delete(psid);
      return true;
    }
    const leftMs = owner.until === undefined ? trustMs : owner.until - now();
    this.#lost.set(psid, { ...lost, until: steady() + Math.max(1_000, Math.min(trustMs, leftMs)) });
    return false;
  }
}
