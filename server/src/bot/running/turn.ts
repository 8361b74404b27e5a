import type { Address, Identity, PersonProfile } from "#channel/address.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { Link } from "#channel/message/link.ts";
import type { Missing } from "#i18n/catalogue.ts";
import type { RevisedTexts } from "#i18n/read-messages.ts";
import type { Rotation } from "#i18n/rotation.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { BotMessage, StoredFile } from "#channel/message/message.ts";
import type { Progress } from "#bot/answering/progress-line.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import type { IntentRef } from "#bot/authoring/intent.ts";

/** A form that was left: the id of its story, and the values of its slots before their schemas read them. */
export type CancelledForm = { story: string; slots: Readonly<Record<string, Json>> };

/**
 * `dangerouslyWithoutQuestion`: whoever opens the address is joined at once, without being asked. The risk: a person who is sent
 * the address of somebody else shares their memory with that somebody, and nobody has told them. Only for addresses that
 * you give to one person whom you know on both sides, e.g. after they have signed in on both.
 */
export type ContinueOptions = { dangerouslyWithoutQuestion?: boolean };

/** How long, to whom and why a conversation is handed over. */
export type HandoverOptions = { forMs?: number; summary?: string; to?: string };

/** One event and the bot's answer to it, as a handler sees it. */
export interface Turn {
  /** Kind of channel: `web`, `messenger` … Needed rarely: most differences belong into a message's `on`. */
  readonly channel: string;
  /** Whether the person reads or listens. */
  readonly interface: "text" | "voice";
  readonly connectorId: string;
  readonly conversationId: string;
  /** The person. The id is the channel's. */
  readonly user: {
    readonly id: string;
    /** What stories keep about the person: plain JSON. Unlike `turn.data` it outlives the conversation. */
    readonly data: Record<string, Json>;
    /**
     * The other connectors on which the person is known, because they came from there or went there by `continueIn`: `data` is the
     * same on all of them. Empty for most.
     */
    readonly linkedTo: readonly string[];
    /**
     * What the issuer of a signed-in person says of them in this message's token: the claims that the connector's `signIn.claims`
     * names, e.g. `name`. Undefined: nobody is signed in.
     */
    readonly claims: Readonly<Record<string, Json>> | undefined;
  };
  /**
   * Who acted, where the channel tells: in a group, the member who spoke. Elsewhere it has the id of `user` and nothing
   * else. Names are for the answer, never for the server's log.
   */
  readonly from: Pick<Identity, "id" | "profile">;
  /** One person, a group that reads every answer, or a call. */
  readonly scope: Address["scope"];
  /** The language to answer in: the best match among the bot's `locales`. */
  readonly locale: string;
  /**
   * What the page around the chat says of itself, e.g. which product it shows; empty where it says nothing. Whoever writes can change it,
   * so it must never decide what somebody is allowed.
   */
  readonly context: Readonly<Record<string, Json>>;
  readonly event: InboundEvent;
  /** When the person acted: milliseconds since 1970. Use it as the clock, so that a second run gives the same answer. */
  readonly now: number;
  /** The words of the person: the text, or the label of the button that they tapped; empty for other events. */
  readonly text: string;
  readonly understanding: Understanding;
  /**
   * Aborts when nobody waits for the rest: the time of the story is over, the person pressed stop, the server stops, or
   * the person wrote again and the story's contract says `whenSuperseded: "abort"`. Pass it to `fetch`.
   */
  readonly signal: AbortSignal;
  /** What stories keep about this conversation: plain JSON, saved when the turn ends well, discarded when it fails. */
  readonly data: Record<string, Json>;
  /** Any values, for this turn only. A story that is switched to finds them here. */
  readonly scratch: Record<string, unknown>;
  /** Chooses among the wordings of a `catalogue()`. None is repeated before all were used. */
  readonly rotation: Rotation;
  /** IANA name of the bot's time zone, e.g. `Europe/Paris`. */
  readonly timeZone: string;
  /** The files that attachments refer to by `blob`. */
  readonly blobs: Pick<BlobStore, "get">;
  /**
   * Keeps a file that the story has made, for a message of this answer: on the web it is read by a link that only the person gets, to
   * Messenger, Slack, Mattermost and Rocket.Chat it is uploaded, in Teams a picture is shown, and it goes with the conversation. What no message names is gone within two hours.
   *
   * ```ts
   * const ticket = await turn.keepFile(await drawTicket(booking), { name: "ticket.pdf", mediaType: "application/pdf" });
   * await turn.send(file(ticket, { alt: "Your ticket" }));
   * ```
   * @throws TypeError for a name or type that is none; RangeError for more than 100 MB.
   */
  keepFile(
    content: string | Uint8Array | AsyncIterable<Uint8Array>,
    info: { name: string; mediaType: string },
  ): Promise<StoredFile>;
  /**
   * Makes a sound of words, by the bot's `textToSpeech`, in the language of the turn; marks of Markdown are left out. It is kept as by `keepFile`.
   * Undefined: the bot has no voice, or none for the language, or it failed or took longer than 20 s, and the log says so. So send the words, too.
   *
   * ```ts
   * const sound = await turn.readAloud(words);
   * await turn.send(words);
   * if (sound !== undefined) await turn.send(audio(sound, { alt: words }));
   * ```
   * @throws RangeError for more than 4,000 characters.
   */
  readAloud(words: string): Promise<StoredFile | undefined>;
  /** What the team has written at the desk in place of texts of a `catalogue()`, which looks here by itself. */
  readonly revised: RevisedTexts | undefined;
  /** A `catalogue()` reports here what it lacks. The report goes to the log. */
  onMissing(missing: Missing): void;

  /** The panel in which the person tapped, for `update`. Undefined: it was elsewhere, or the channel does not tell. */
  readonly messageId: string | undefined;

  /**
   * Sends a message. Resolves once it is part of the answer (a streamed text: once it is complete).
   * @returns the id of the message, for `update`; empty for one that says nothing.
   * @throws if the turn is already over.
   */
  send(message: Sendable): Promise<string>;
  /**
   * Gives a message of this conversation another content, in its place: it is what `send` has returned, or `turn.messageId`. A
   * channel that cannot change messages, and a person who tapped there, gets one more message.
   *
   * ```ts
   * if (turn.messageId !== undefined) await turn.update(turn.messageId, seats(chosen));
   * ```
   * @throws StoryError when the id is of anything else.
   */
  update(messageId: string, message: string | BotMessage): Promise<void>;
  /**
   * Begins a step of the work before the answer: its words stand in the thread until the answer comes, and are kept nowhere. On a
   * channel that cannot show them, the bot "is typing".
   *
   * ```ts
   * using step = turn.progress("Looking up trains");
   * const trains = await lookUp(from, to, turn.signal);
   * step.done(`${trains.length} trains found`);
   * ```
   */
  progress(label: string): Progress;
  /**
   * Adds to what the bot thinks: shown closed while it grows, and kept with the next text, where the person can open it. Only what a
   * person may read: it is part of the conversation.
   *
   * ```ts
   * for await (const part of model.fullStream) if (part.type === "reasoning-delta") turn.think(part.text);
   * ```
   */
  think(text: string): void;
  /**
   * The person's next text goes to this link's story and step, unless it clearly asks for another story. A step with
   * intents is a choice: a "no" goes to the step beside it that expects one, a question to none, and a step that expects a
   * "yes" takes nothing else. This holds for one text that is understood: call it again if the text was no answer.
   */
  waitFor(link: Link): void;
  /** Ends this handler; the link's story answers the rest of the turn. */
  switchTo(link: Link): never;
  /**
   * Ends this handler, because the story does not accept the value of a slot, e.g. a journey from Lille to Lille. The slot
   * is asked for again, with the reason `invalid`.
   */
  askAgain(slot: string, why?: string): never;
  /**
   * Leaves a form: the state is then as if it had not begun, and what is kept about the person stays. Without `story` it is
   * the form of this handler, or the one that this handler's story has interrupted. The `onCancel` of the form runs after
   * this handler, unless the handler is the form's own. @returns undefined: no such form was under way.
   */
  cancelForm(story?: { readonly id: string }): CancelledForm | undefined;
  /**
   * Ends this handler, and lets another story find a value for a slot of this one. Once it calls `returnValue`, the slot has
   * that value, and this story goes on. If it ends without, the person is offered to go on here.
   */
  callStory(link: Link, value: { into: string }): never;
  /** Gives the value to the story that has called this one, which goes on after this handler. Else it has no effect. */
  returnValue(value: Json): void;
  /** The story is over: its slots are forgotten, and its secondary intents and steps cannot be reached any more. */
  endStory(): void;
  /**
   * The intents that the person will probably express next. They are preferred when the next text has several meanings.
   * Intents of another story count, too. This holds for one text.
   */
  expect(expectation: { intents: readonly IntentRef[] }): void;
  /**
   * Does something that must not be done twice for this event, e.g. book a seat, and remembers the result. When the event
   * is handled again after a crash, the remembered result is returned and `effect` is not called. A crash between the
   * effect and its idempotency record still repeats it: pass `key` to services that take an idempotency key.
   *
   * ```ts
   * const booking = await turn.once("booking", (key) => book(seat, { idempotencyKey: key }));
   * ```
   * @throws TypeError if the value is not plain JSON.
   */
  once<Value extends Json | void>(name: string, effect: (key: string) => Promise<Value> | Value): Promise<Value>;
  /**
   * Lets a person answer: from the next event on the bot is silent, and a channel where people answer (Messenger) gets the
   * conversation after this answer. The bot answers again when somebody asks for a story with
   * `resumesBot`, when the channel hands the conversation back, after `forMs` milliseconds (default: the bot's
   * `handover.expiresAfter`), or after a tap if the bot's `handover.taps` is `resume`.
   *
   * `summary`: what those who take over should know, at most a few hundred characters; a longer one is cut for them. `to`: who gets
   * it, by the channel's name (Messenger: the number of an app, or `inbox`). Default: whom the connector's options name.
   */
  handover(options?: HandoverOptions): void;
  /**
   * Removes all that is kept of the person, on every connector of `user.linkedTo`, too, once this answer is out: what was said, what is remembered, files
   * and waiting messages. What the person says after that begins anew. A web page that is open shows an empty conversation, so
   * it does not show this answer either.
   */
  forgetUser(): void;
  /**
   * What the channel knows of the person, where the operator lets it be asked (Messenger: the option `userProfile`): keep of it only what the
   * story needs. Nothing, where the channel says nothing; it never rejects.
   *
   * ```ts
   * const { firstName } = await turn.profile();
   * return firstName === undefined ? "Hello!" : `Hello ${firstName}!`;
   * ```
   */
  profile(): Promise<PersonProfile>;
  /**
   * An address for a button, at which the person goes on in another channel: its kind, e.g. `messenger`, or the id of a connector.
   * It is good once, for an hour. Whoever opens it is asked whether to go on, in words of the bot's `continuation`; after a yes both
   * sides are one person, share `user.data`, and the story that has `events: ["channel_linked"]` greets them there. Undefined: the
   * server has no such channel, or nobody can come to it by an address; in a group always.
   *
   * ```ts
   * const url = turn.continueIn("messenger");
   * yield text("Take me with you?", { buttons: url === undefined ? [] : [{ label: "Continue in Messenger", url }] });
   * ```
   */
  continueIn(channel: string, options?: ContinueOptions): string | undefined;
  /**
   * Undoes what `continueIn` has joined, when this answer is ready: the person here and on the other connectors are two again. Here
   * all of `user.data` stays; the others keep what was said or changed last on them, and are told nothing. Both may be joined
   * again by a new link. Without effect for a person who is known here only.
   */
  unlink(): void;
  /** Lets the bot answer again, from the next event on. */
  endHandover(): void;
  /** Answers in another of the bot's languages, from the next message on and until the person changes it. */
  setLocale(locale: string): void;
  /**
   * The newest `limit` messages of this conversation before this turn, oldest first. `at`: when, in milliseconds since 1970. `receipt`: whether the bot's message has
   * reached the person's device, or was read, where the channel reports that (Messenger).
   */
  history(
    limit: number,
  ): Promise<{ role: "user" | "bot" | "agent"; text: string; at: number; receipt?: "delivered" | "read" }[]>;
}
