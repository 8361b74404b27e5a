import type { Json } from "#channel/json.ts";

/** What a mention depends on besides its words. */
export type EntityContext = {
  /** BCP 47. */
  locale: string;
  /** Milliseconds since 1970: what "tomorrow" counts from. */
  now: number;
  /** IANA name, e.g. `Europe/Paris`. */
  timeZone: string;
};

/** One mention in a text: UTF-16 units, `end` exclusive. */
export type Found<Value> = { start: number; end: number; value: Value };

/** A kind of thing that texts mention; `Value` is what a mention means, plain JSON. Pure, and total: any text may come. */
export interface Entity<Value extends Json = Json> {
  readonly name: string;
  /** All mentions, in order, none over another. */
  find(text: string, context: EntityContext): Found<Value>[];
  /** What a text means that is meant to be nothing else: the answer to a question, or a parameter of a link. */
  read(text: string, context: EntityContext): Value | undefined;
  /** The same for a parameter of a link, where that is written in another way than people write. Default: `read`. */
  readLink?(text: string, context: EntityContext): Value | undefined;
}
