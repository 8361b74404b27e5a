import type { Logger } from "#app/logger.ts";
import type { Alias } from "#channel/address.ts";
import type { BlobStore } from "./blob-store.ts";
import type { DeliveryReport } from "#channel/connector.ts";
import type { EventContent, InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { KeptTexts } from "./kept-texts.ts";
import type { Limits } from "./limits.ts";
import type { ConversationLog, LogEvent, Watcher } from "#channel/log.ts";
import type { BotMessage } from "#channel/message/message.ts";
import type { PushStore } from "./push-store.ts";
import type { OwnConversations } from "./own-conversations.ts";
import type { SessionKeeper } from "./session-keeper.ts";
import type { UploadBounds, Uploads } from "./uploads.ts";

/** What a connector may use of the server. */
export type ConnectorHost = {
  /**
   * Stores an event for good; resolve before answering the channel.
   * @throws AuthorError when the event's `connectorId` is another connector's, RequestError `client_id_reused` when the event's id was used for other content, `not_found` when the
   * conversation is another person's, `unavailable` when too much waits.
   */
  accept(event: InboundEvent): Promise<{ seq: number; duplicate: boolean }>;
  /**
   * The same for a channel that must answer in the response to its request (voice, telephony, plain REST): resolves with
   * what the bot said to this event, at the latest after `deadlineMs`. A repeat gets the same answer.
   * @throws RequestError as `accept`, and `unavailable` when the event could not be stored by then; send it again.
   */
  replyTo(event: InboundEvent, options: ReplyOptions): Promise<Reply>;
  /**
   * The person does not want the rest of the answer that is under way. Nothing happens when none is. Resolves when that is
   * durable: it holds although the process that answers ends.
   */
  stop(conversationId: string): Promise<void>;
  log: ConversationLog;
  /** Tells when the log has grown, and passes frames on. Watch first, then read. */
  watch: (conversationId: string, watcher: Watcher) => Disposable;
  /**
   * The person has taken back what an event said: it goes from the log with its files, and `content` stands in its place.
   * @returns false: there is no such event.
   */
  redact(redaction: Redaction): Promise<boolean>;
  /** The channel echoed the delivery with this id: it was delivered. @returns whether the id is one of this connector. */
  confirmDelivery(deliveryId: string, externalId: string | undefined): Promise<boolean>;
  /**
   * For a delivery that the connector sends as several messages, of which the channel has `partsOut`: what is left is its
   * payload from now on, so that a process that is killed sends no message twice. Call it before the first one, too.
   * @returns false when the delivery is no longer this process's: send nothing more of it.
   */
  keepRest(deliveryId: string, payload: unknown, partsOut: number): Promise<boolean>;
  /**
   * The channel echoed a part of the delivery with this id: so many are out, also if the answer to the call was lost.
   * @returns whether the id is one of this connector.
   */
  confirmPart(deliveryId: string, partsOut: number): Promise<boolean>;
  /** The channel reports later what became of a message. @returns whether the message is ours. */
  reportDelivery(report: DeliveryReport): Promise<boolean>;
  /** What a token of `render`'s `toToken` stands for; undefined for one that this connector did not make. */
  readToken(token: string): Promise<string | undefined>;
  /** The newest conversation of a person, by their id or by an alias of theirs. */
  findConversation(person: string | Alias): Promise<string | undefined>;
  /** Which conversations the people of this connector have. */
  conversations: OwnConversations;
  /** Two ids of this connector are one person's: what stories remember of both is one memory. Of what both have, `userId`'s stands. */
  joinPerson(userId: string, other: string): Promise<void>;
  /** Which sessions of this connector's visitors are over, and which of their refresh tokens were replaced. */
  sessions: SessionKeeper;
  /**
   * Removes all that is kept of a person, because they want it.
   * @throws RequestError `unsupported` when the store of this server cannot.
   */
  forget(userId: string): Promise<void>;
  /**
   * Asked before somebody new is let in: a server that is overloaded serves those whom it knows.
   * @returns milliseconds after which they should come again; undefined: they may come in.
   */
  refuseNewcomer(): number | undefined;
  /** The browsers that are told of answers while no page is open. */
  push: PushStore;
  /** Texts of this connector that must not be lost with the process, e.g. a token that the platform has replaced. */
  texts: KeptTexts;
  /** Keeps the files that people send, for attachments to refer to. */
  blobs: BlobStore;
  /** Files that people send in pieces to this connector, checked before they are attached to an event. */
  uploads(bounds: UploadBounds): Uploads;
  /** A key for this purpose, stable over restarts, derived from the server's secret. 32 bytes. */
  key(purpose: string): Uint8Array;
  /** The keys for this purpose from before the secret was changed: sign with none of them, but believe what they signed. */
  formerKeys(purpose: string): readonly Uint8Array[];
  /** Counts what people do, in all processes of the server together. */
  limits: Limits;
  /**
   * One value per server and name, made by the first caller: how the connectors of a kind find each other, e.g. those of
   * one Meta app.
   */
  shared<Value>(name: string, create: () => Value): Value;
  /**
   * Tells this connector in the other processes of the server, e.g. what the platform has told this one only. It may be lost: nothing that has
   * to hold may depend on it. Neither texts nor secrets. @throws TypeError for what is no JSON.
   */
  notifyOthers(news: Json): void;
  /** Calls the listener with what this connector tells in another process, perhaps of another version, until disposed. */
  receiveNews(listener: (news: Json) => void): Disposable;
  publicUrl: string;
  /** For all calls to the platform, so that tests and proxies can stand in its place. */
  fetch: typeof fetch;
  logger: Logger;
  /** The clock of the machine: milliseconds since 1970. An operator or NTP may set it back. */
  now: () => number;
  /** Milliseconds that only grow: the clock for waits, which would else last for as long as the other one was set back. */
  steady: () => number;
};

/** `eventId`: the id under which the event was accepted. */
export type Redaction = {
  conversationId: string;
  eventId: string;
  content: Extract<EventContent, { type: "deleted" }>;
};

/** How long the answer is waited for. */
export type ReplyOptions = {
  /** Milliseconds that the platform waits. */
  deadlineMs: number;
  /** Aborts when the caller has gone. */
  signal?: AbortSignal;
};

/**
 * `complete`: the bot has said all. Else the deadline came first, and the rest stands in the log only. `said`: the events of the log
 * that the messages are from, for channels that name messages.
 */
export type Reply = {
  seq: number;
  duplicate: boolean;
  complete: boolean;
  messages: BotMessage[];
  said: SaidEvent[];
};

/** An event of the log by which something was said. */
export type SaidEvent = Extract<LogEvent, { type: "message" | "message.final" | "message.update" }>;
