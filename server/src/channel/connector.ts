import type { Address, PersonProfile } from "./address.ts";
import type { Capabilities } from "./capabilities.ts";
import type { DeliveryError } from "./delivery-error.ts";
import type { AttachmentContent } from "./event.ts";
import type { ToToken } from "./message/link-token.ts";
import type { BotMessage } from "./message/message.ts";

/**
 * A way in and out. Its inward side (HTTP, sockets) is its own; this is what the rest of the server needs of it.
 *
 * The readers of a `log` connector read the conversation's log themselves (the web). A `push` connector is handed one
 * payload after another by the outbox (Messenger).
 */
export type Connector = LogConnector | PushConnector;

type Rendering = {
  /** Unique in this server; names the connector in the store. */
  readonly id: string;
  /** The kind of channel: `web`, `messenger` … */
  readonly channel: string;
  readonly capabilities: Capabilities;
  /**
   * Translates a neutral message to the channel's words. Pure and total: what the channel cannot show becomes something
   * it can, and is named in `losses`.
   * @param toToken a short name for what a button means, where the whole of it has no room on the channel.
   */
  render(message: BotMessage, toToken: ToToken): Rendered;
  /**
   * The address that brings a person to this channel with a `ref`, which comes back in a `referral`: letters, digits, `-` and `_`,
   * at most 1,000. Undefined: the channel has no such address, or it is not configured.
   */
  linkTo?(ref: string): string | undefined;
  /**
   * What the channel knows of a person, when a story asks. Keep it for a while, and not for good; it is nothing for the log. When it fails
   * or takes longer than 5 s, the story learns nothing.
   */
  profileOf?(address: Address, signal: AbortSignal): Promise<PersonProfile>;
  /** The person was deleted because they want it: what is remembered of them here goes, too. */
  forgotten?(user: string): void;
  /**
   * How people call this place, e.g. `www.example.com` or `Messenger`: in the question whether somebody goes on from here in another
   * channel. Default: the kind of the channel.
   */
  readonly displayName?: string;
  /**
   * Fetches the files of an event into `host.blobs` before it is answered, because many platforms take the address of a file
   * back. Called in every attempt: what has its file already is left as it is. When it fails, the event is answered without.
   * @returns the content with `blob`, or with `missing` where there is none.
   */
  fetchFiles?(content: AttachmentContent, signal: AbortSignal): Promise<AttachmentContent>;
};

/** A connector whose readers read the log themselves: nothing is delivered to them. */
export type LogConnector = Rendering & { readonly delivery: "log" };

/** A connector that is handed payloads by the outbox. */
export type PushConnector = Rendering & {
  readonly delivery: "push";
  /**
   * Marks a payload as one that the person did not ask for, where the channel wants to know.
   * @param actedAt when the person last did something, in milliseconds since 1970; undefined: never.
   */
  asUnasked?(payload: unknown, actedAt?: number): unknown;
  /**
   * Marks a payload as words of a person of the site's team, where the channel treats them in another way than a bot's.
   * @param actedAt as in `asUnasked`.
   */
  asWritten?(payload: unknown, actedAt?: number): unknown;
  /**
   * The payload that gives a conversation to the people or the app that answers on the channel's side: a story has called
   * `turn.handover()`. It is delivered after the answer. Default: the bot is only silent.
   */
  handover?(context: HandoverContext): unknown;
  /**
   * Hands one payload to the channel. Resolves once the channel has it.
   * @throws DeliveryError whose kind says what happened. Anything else that is thrown counts as `transient`.
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveryReceipt | void>;
  /**
   * Replaces the message `externalId` by the delivery's payload, with `capabilities.stream: "edit"`. Only a message for
   * which `deliver` has returned an external id can be replaced; otherwise the whole text follows as one more message.
   * @throws DeliveryError
   */
  edit?(delivery: Delivery, externalId: string, signal: AbortSignal): Promise<void>;
  /** Whether the channel has to fetch a file for this payload, which takes long: words of others do not wait for it. */
  carriesMedia?(payload: unknown): boolean;
  /**
   * For how many milliseconds a payload is worth delivering, e.g. `Infinity` for one that hands a conversation over. An older
   * one is set aside, and the person is told so, once for all of them. Default: half an hour.
   */
  maxAgeMs?(payload: unknown): number;
  /**
   * Milliseconds that the platform wants the next delivery to wait. Asked before each; at 0 `deliver` follows at once, and a
   * wait counts as no try. Default: 0.
   */
  pause?(): number;
  /** Deliveries that the platform lets through in a second now, where that changes; `capabilities.rate` still holds. */
  perSecond?(): number | undefined;
  /**
   * Shows or hides "is typing" to the person. It is never tried again, and its failure has no consequence.
   * @throws DeliveryError for a failure of the channel; anything else is logged as a defect of the connector.
   */
  typing?(address: Address, on: boolean): Promise<void>;
};

/**
 * What those who take over learn: the story that asked for them, the language of the conversation (BCP 47), its id, and what the
 * story says about it. `to`: whom the story wants, by the channel's name; undefined: whom the operator has configured.
 */
export type HandoverContext = {
  readonly story: string;
  readonly locale: string;
  readonly conversation: string;
  readonly summary?: string;
  readonly to?: string;
};

/** `payloads` in order; each is delivered by itself. They are stored as JSON. */
export type Rendered = { payloads: unknown[]; losses: Loss[] };

/**
 * A degradation: something of the message that this channel cannot show as it was meant, and what was done instead. The
 * turn log names it, and tests can assert that there is none.
 */
export type Loss = {
  /** What happened, e.g. `label_shortened`, `image_dropped`, `text_split`. */
  rule: string;
  /** Where in the message, e.g. `card 3, button 2`. Never quotes text. */
  detail: string;
};

/** One payload on its way to one person. */
export type Delivery = {
  /** The same in every attempt, also after a crash; the channel's echo carries it back where there is one. */
  id: string;
  connectorId: string;
  conversationId: string;
  address: Address;
  payload: unknown;
  /** 1 for the first. */
  attempt: number;
  /** The external id of the message that this one replaces. */
  editsExternalId?: string;
  /**
   * How many parts the channel has by our notes (`host.keepRest`) and its echoes (`host.confirmPart`), of a delivery that is sent
   * as several messages. Left out: none.
   */
  partsOut?: number;
};

/** `externalId`: the channel's own id of the message, where it gives one. */
export type DeliveryReceipt = { externalId?: string };

/**
 * What a channel reports of a message after it has accepted it; named by our id or by the channel's. `conversationId` is
 * needed where the channel's ids are unique in one chat only: else the report would be taken for another person's message.
 */
export type DeliveryReport = MessageReport | DeliveryReceipts;

type MessageReport = { deliveryId?: string; externalId?: string; conversationId?: string } & (
  | { status: "delivered" | "read" }
  | { status: "failed"; error: DeliveryError }
);

/** The same of all messages of a conversation that were written before `until`: milliseconds since 1970. */
export type DeliveryReceipts = { conversationId: string; until: number; status: "delivered" | "read" };
