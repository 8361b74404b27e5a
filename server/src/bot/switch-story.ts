import type { Link } from "#channel/link.ts";

/** Thrown by `turn.switchTo`, to end the handler from wherever it is. No error: the road catches it. */
export class StorySwitch {
  readonly link: Link;

  constructor(link: Link) {
    this.link = link;
  }
}

/** Stories that hand over to each other; more is a circle. */
export const maxSwitches = 5;
