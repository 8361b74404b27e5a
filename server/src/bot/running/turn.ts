import type { InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { Link } from "#channel/link.ts";
import type { Missing } from "#i18n/catalogue.ts";
import type { Rotation } from "#i18n/rotation.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import type { IntentRef } from "#bot/authoring/intent.ts";

/** One event and the bot's answer to it, as a handler sees it. */
export interface Turn {
  /** Kind of channel: `web`, `messenger` … For the rare branch; most differences belong into a message's `on`. */
  readonly channel: string;
  /** Whether the person reads or listens. */
  readonly interface: "text" | "voice";
  readonly connectorId: string;
  readonly conversationId: string;
  /** The person, as the channel knows them. */
  readonly user: {
    readonly id: string;
    /** What stories keep about the person: plain JSON. Unlike `turn.data` it outlives the conversation. */
    readonly data: Record<string, Json>;
  };
  /** The language to answer in: the best match among the bot's `locales`. */
  readonly locale: string;
  readonly event: InboundEvent;
  /** When the person acted: milliseconds since 1970. What an answer depends on, so that it is the same when made again. */
  readonly now: number;
  /** What the person said: the text, or the label of the button they tapped; empty for other events. */
  readonly text: string;
  readonly understanding: Understanding;
  /**
   * Aborted when nobody waits for the rest: the turn is over its time, the person pressed stop, or wrote again and the
   * story's contract says `whenSuperseded: "abort"`, or the server stops. Pass it to `fetch`.
   */
  readonly signal: AbortSignal;
  /** What stories keep about this conversation: plain JSON, saved when the turn ends well, void when it fails. */
  readonly data: Record<string, Json>;
  /** Anything, for this turn only: what a story hands to the one it switches to. */
  readonly scratch: Record<string, unknown>;
  /** Chooses among the wordings of a `catalogue()`, so that none is repeated before all were used. */
  readonly rotation: Rotation;
  /** IANA name of the bot's time zone, e.g. `Europe/Paris`. */
  readonly timeZone: string;
  /** Told by a `catalogue()` what it lacks: goes to the log. */
  onMissing(missing: Missing): void;

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
  /** Ends this handler; the link's story answers the rest of the turn. */
  switchTo(link: Link): never;
  /**
   * Ends this handler: the story will not take what it was given for one of its slots, which is asked for again with the
   * reason `invalid`, e.g. a journey to where one is.
   */
  askAgain(slot: string, why?: string): never;
  /** The story is over: what it knows is forgotten, and its secondary intents and steps mean nothing any more. */
  endStory(): void;
  /**
   * What the person will probably say next: among several meanings of their next words these are preferred. An intent
   * of another story counts, too. Holds for one answer.
   */
  expect(expectation: { intents: readonly IntentRef[] }): void;
  /**
   * Does something that must not be done twice for this event, e.g. book a seat, and remembers what came out of it. When
   * the event is handled again after a crash, the remembered value is returned and `effect` is not called. A crash
   * between the effect and the note of it is the one case left: hand `key` to services that take an idempotency key.
   *
   * ```ts
   * const booking = await turn.once("booking", (key) => book(seat, { idempotencyKey: key }));
   * ```
   * @throws TypeError if the value is not plain JSON.
   */
  once<Value extends Json | void>(name: string, effect: (key: string) => Promise<Value> | Value): Promise<Value>;
  /**
   * A person takes over: from the next event on the bot is silent, until one asks for a story with `resumesBot`, the
   * channel hands the conversation back, `forMs` milliseconds are over (default: the bot's `handover.expiresAfter`), or,
   * if the bot's `handover.taps` is `resume`, a button is tapped.
   */
  handover(options?: { forMs?: number }): void;
  /** The bot's again, as of the next event. */
  endHandover(): void;
  /** Answers in another of the bot's languages, from the next message on and until the person changes it. */
  setLocale(locale: string): void;
  /** The newest `limit` things that were said in this conversation before this turn, oldest first. */
  history(limit: number): Promise<{ role: "user" | "bot" | "agent"; text: string }[]>;
}
