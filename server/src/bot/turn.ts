import type { InboundEvent } from "#channel/event.ts";
import type { Link } from "#channel/link.ts";
import type { Json } from "#conversation/conversation.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { Sendable } from "./handler.ts";

/** One event and the bot's answer to it, as a handler sees it. */
export interface Turn {
  /** Kind of channel: `web`, `messenger` … For the rare branch; most differences belong into a message's `on`. */
  readonly channel: string;
  readonly connectorId: string;
  readonly conversationId: string;
  /** The person, as the channel knows them. */
  readonly user: { readonly id: string };
  /** The language to answer in: the best match among the bot's `locales`. */
  readonly locale: string;
  readonly event: InboundEvent;
  /** What the person said: the text, or the label of the button they tapped; empty for other events. */
  readonly text: string;
  readonly understanding: Understanding;
  /** Aborted when the turn is over its time or the server stops: pass it to `fetch`. */
  readonly signal: AbortSignal;
  /** What stories keep about this conversation: plain JSON, saved when the turn ends well, void when it fails. */
  readonly data: Record<string, Json>;
  /**
   * Says something. Resolves once it is part of the answer (a streamed text: once it is complete).
   * @throws if the turn is already over.
   */
  send(message: Sendable): Promise<void>;
  /**
   * The person's next text goes to this link's story and step, unless it clearly asks for another story. Holds for one
   * answer; ask again if it was no good.
   */
  waitFor(link: Link): void;
}

/** What the person said, in words. */
export function textOf(event: InboundEvent): string {
  switch (event.content.type) {
    case "text":
      return event.content.text;
    case "postback":
      return event.content.label;
    case "attachment":
      return event.content.text ?? "";
    case "start":
    case "referral":
      return "";
  }
}
