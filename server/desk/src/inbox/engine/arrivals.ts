import type { InboxRow } from "@causerie/protocol/desk";

/** Finds conversations that begin to wait, each once, so that somebody can be called for them. */
export class Arrivals {
  /** By conversation, since when it waits. */
  readonly #known = new Map<string, number>();
  readonly #startedAt: number;

  /** @param startedAt milliseconds since 1970; who waits for longer is no news. */
  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** These are on the page already. */
  know(rows: readonly InboxRow[]): void {
    for (const { conversationId, waitingSince } of rows)
      if (waitingSince !== undefined) this.#known.set(conversationId, waitingSince);
  }

  in(changed: readonly InboxRow[], shown: readonly InboxRow[]): InboxRow[] {
    const fresh = changed.filter(({ conversationId, state, waitingSince }) => {
      if (state !== "waiting" || waitingSince === undefined) return false;
      const before = shown.find((row) => row.conversationId === conversationId);
      const isKnown = this.#known.get(conversationId) === waitingSince || before?.state === "waiting";
      return !isKnown && waitingSince >= this.#startedAt;
    });
    this.know(changed);
    return fresh;
  }
}
