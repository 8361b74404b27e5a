import type { EventContent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";

/** Something a text mentions, e.g. a city or a date. */
export type EntityMention = {
  /** Name of the kind of thing, e.g. `city`. */
  entity: string;
  /** Its role, if a service says so: the name of a slot, e.g. `from`. */
  role?: string;
  /** The words in the text, and their range (UTF-16 units, `end` exclusive). */
  text: string;
  start: number;
  end: number;
  /** Their meaning, e.g. the id of a station. Untrusted until the slot's schema has read it. */
  value: Json;
};

/** What an event means: which story it asks for, and how sure that is. */
export type Understanding = {
  /** Undefined: not understood. */
  intent?: string;
  step?: string;
  /** Untrusted until the story's schema has read them. */
  params: Record<string, unknown>;
  /** 0 to 1. From {@link sure} on no service is asked; from {@link clear} on it may interrupt a question. */
  confidence: number;
  entities: readonly EntityMention[];
  /** Other intents that it may mean, the likeliest first. */
  alternatives: readonly { intent: string; confidence: number }[];
  /**
   * What understood it: `link`, `choice`, `keywords`, `classifier`, `channel` for what the channel has understood itself, or the name of a
   * remote service.
   */
  source: string;
};

/** From this confidence on, no service is asked. */
export const sure = 0.7;

/** From this confidence on, no other understander is asked, and an intent may interrupt a question that waits for its answer. */
export const clear = 0.9;

/** What an understander gets of an event. */
export type UnderstandingRequest = {
  content: EventContent;
  /** BCP 47. */
  locale: string;
  /** The country of the person's page, e.g. `US`, if it is known. */
  region?: string;
  channel: string;
  conversationId: string;
  /** Milliseconds since 1970: what "tomorrow" counts from. */
  now: number;
  /** IANA name, e.g. `Europe/Paris`. */
  timeZone: string;
  /** Intents that the story in progress expects. */
  expected: readonly string[];
  /** The newest `limit` texts before this one, oldest first. */
  history(limit: number): Promise<{ role: "user" | "bot" | "agent"; text: string }[]>;
  /** Aborts when nobody waits for the result any longer. */
  signal: AbortSignal;
};

/** One way to understand. */
export interface Understander {
  /** Names it in logs and in {@link Understanding.source}. */
  readonly name: string;
  /** Undefined: it has not understood, and the next one is asked. */
  understand(request: UnderstandingRequest): Promise<Understanding | undefined> | Understanding | undefined;
  /**
   * The same for a few texts at once, where each would be a request to a service. The one that it returns asks nothing
   * more: it knows these texts only. @throws what `understand` throws
   */
  forTexts?(texts: readonly string[], request: UnderstandingRequest): Promise<Understander>;
}

/** One sentence that asks for an intent. `locale` undefined: in any language. */
export type Example = {
  intent: string;
  text: string;
  locale?: string;
  /** The text with names of entities in the place of their values, which is learnt too. Undefined: it mentions none. */
  abstract?: string;
};
