import type { Link } from "#channel/link.ts";

/** Thrown by `turn.switchTo`, to end the handler from wherever it is. The road catches it. */
export class StorySwitch extends Error {
  override readonly name = "StorySwitch";
  /** Private, since a handler that swallows this may log it, and links carry what people said. */
  readonly #link: Link;

  constructor(link: Link) {
    super("turn.switchTo ends the handler: let this pass");
    this.#link = link;
  }

  get link(): Link {
    return this.#link;
  }
}

/** Stories that hand over to each other; more is a circle. */
export const maxSwitches = 5;

/** Thrown by `turn.askAgain`: the story would not take what it was given for a slot. */
export class SlotRejection extends Error {
  override readonly name = "SlotRejection";
  readonly slot: string;
  readonly why: string;

  constructor(slot: string, why: string) {
    super("turn.askAgain ends the handler: let this pass");
    this.slot = slot;
    this.why = why;
  }
}
