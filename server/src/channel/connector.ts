import type { BotMessage } from "./message.ts";

/**
 * A way in and out. Its inward side (HTTP, sockets) is its own; this is what the rest of the server needs of it.
 *
 * A `log` connector's readers read the conversation's log themselves (the web). A `push` connector is handed one
 * payload after another by the outbox (Messenger).
 */
export type Connector = LogConnector | PushConnector;

type Rendering = {
  /** Unique in this server; names the connector in the store. */
  readonly id: string;
  /** The kind of channel: `web`, `messenger` … */
  readonly channel: string;
  /** Whether people read or listen there. Default `text`. */
  readonly interface?: "text" | "voice";
  /**
   * Whether the channel lets the bot speak first, to someone who last did something at `actedAt` (milliseconds since 1970;
   * undefined: never). Without it, it always does. @returns why not, e.g. `window_closed`.
   */
  blocksNotification?(actedAt: number | undefined, now: number): string | undefined;
  /**
   * Translates a neutral message to the channel's words. Pure and total: what the channel cannot show becomes something
   * it can, and is named in `losses`.
   */
  render(message: BotMessage): Rendered;
};

export type LogConnector = Rendering & { readonly delivery: "log" };

export type PushConnector = Rendering & {
  readonly delivery: "push";
  /** Marks a payload as one that the person did not ask for, where the channel wants to know. */
  asUnasked?(payload: unknown): unknown;
  /**
   * Hands one payload to the channel.
   * @throws DeliveryError which says whether to try again, to give up, or to find out what happened.
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveryReceipt>;
  /** Shows or hides "is typing" to the person. Best effort: never retried, its failure is nobody's error. */
  typing(userId: string, on: boolean): Promise<void>;
};

/** `payloads` in order; each is delivered by itself. */
export type Rendered = { payloads: unknown[]; losses: Loss[] };

/** One degradation of a message: something that this channel cannot show as it was meant. */
export type Loss = {
  /** What happened, e.g. `label_shortened`, `image_dropped`, `text_split`. */
  rule: string;
  /** Where, in words of the message, e.g. `card 3, button 2`. Never quotes text. */
  detail: string;
};

/** One payload on its way to one person. */
export type Delivery = {
  /** The same in every attempt, also after a crash; the channel's echo carries it back where there is one. */
  id: string;
  connectorId: string;
  conversationId: string;
  userId: string;
  payload: unknown;
  /** 1 for the first. */
  attempt: number;
};

/** `externalId`: the channel's own id of the message, where it gives one. */
export type DeliveryReceipt = { externalId?: string };
