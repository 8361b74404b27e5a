import type { EventContent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";

/** Something a text mentions, e.g. a city or a date. */
export type EntityMention = {
  /** Name of the kind of thing, e.g. `city`. */
  entity: string;
  /** What part it plays, where a service tells: the name of a slot, e.g. `from`. */
  role?: string;
  /** The words in the text, and where they stand (UTF-16 units, `end` exclusive). */
  text: string;
  start: number;
  end: number;
  /** What they mean, e.g. the station's id. Untrusted until the slot's schema has read it. */
  value: Json;
};

/** What an event means: which story it asks for, and how sure that is. */
export type Understanding = {
  /** Undefined: not understood. */
  intent?: string;
  step?: string;
  /** Untrusted until the story's schema has read them. */
  params: Record<string, unknown>;
  /** 0 to 1. From {@link sure} upwards no one else is asked; from {@link clear} upwards it may interrupt a question. */
  confidence: number;
  entities: readonly EntityMention[];
  /** What else it may mean, the likeliest first. */
  alternatives: readonly { intent: string; confidence: number }[];
  /** Who understood it: `link`, `choice`, `keywords`, `classifier`, or the name of a remote service. */
  source: string;
};

/** The confidence from which the rest of the chain is not asked any more. */
export const sure = 0.7;

/** The confidence from which an intent may interrupt a question that waits for its answer. */
export const clear = 0.9;

/** What an understander is told of an event. */
export type UnderstandingRequest = {
  content: EventContent;
  /** BCP 47. */
  locale: string;
  channel: string;
  conversationId: string;
  /** Milliseconds since 1970: what "tomorrow" counts from. */
  now: number;
  /** IANA name, e.g. `Europe/Paris`. */
  timeZone: string;
  /** Intents that the story in progress hopes for. */
  expected: readonly string[];
  /** The newest `limit` things that were said before, oldest first. */
  history(limit: number): Promise<{ role: "user" | "bot" | "agent"; text: string }[]>;
  /** Aborts when the answer is not waited for any longer. */
  signal: AbortSignal;
};

/** One way to understand. */
export interface Understander {
  /** Names it in logs and in {@link Understanding.source}. */
  readonly name: string;
  /** Undefined: this one cannot tell, ask the next. */
  understand(request: UnderstandingRequest): Promise<Understanding | undefined> | Understanding | undefined;
}

/** One sentence that asks for an intent, in one language; `locale` undefined: in any. */
export type Example = { intent: string; text: string; locale?: string };
