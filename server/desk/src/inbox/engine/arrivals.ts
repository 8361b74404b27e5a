import type { InboxRow } from "@causerie/protocol/desk";

/** Finds conversations that begin to wait, each once, so that somebody can be called for them. */
export class Arrivals {
  /** By conversation, since when it waits. */
  readonly #known = new Map<string, number>();
  /** By conversation, until when it was last offered to the person. */
  readonly #offered = new Map<string, number>();
  readonly #startedAt: number;
  readonly #me: string;

  /**
   * @param startedAt milliseconds since 1970; who waits for longer is no news.
   * @param me id of the person: what is offered to them is news each time.
   */
  constructor(startedAt: number, me: string) {
    this.#startedAt = startedAt;
    this.#me = me;
  }

  /** These are on the page already. */
  know(rows: readonly InboxRow[]): void {
    for (const { conversationId, waitingSince } of rows)
      if (waitingSince !== undefined) this.#known.set(conversationId, waitingSince);
  }

  in(changed: readonly InboxRow[], shown: readonly InboxRow[]): InboxRow[] {
    const fresh = changed.filter((row) => {
      const { conversationId, state, waitingSince } = row;
      if (this.#isNewOffer(row)) return true;
      if (state !== "waiting" || waitingSince === undefined) return false;
      const before = shown.find((row) => row.conversationId === conversationId);
      const isKnown = this.#known.get(conversationId) === waitingSince || before?.state === "waiting";
      return !isKnown && waitingSince >= this.#startedAt;
    });
    this.know(changed);
    return fresh;
  }

  #isNewOffer({ conversationId, offer }: InboxRow): boolean {
    if (offer?.to.id !== this.#me || this.#offered.get(conversationId) === offer.until) return false;
    this.#offered.set(conversationId, offer.until);
    return true;
  }
}
