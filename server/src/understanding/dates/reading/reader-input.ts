import type { DateGrammar, Production } from "#understanding/dates/grammar/date-grammar.ts";
import type { DateText } from "./date-text.ts";
import type { Reference } from "#understanding/dates/value/date-value.ts";
import type { FieldOrder } from "./numeric.ts";
import type { Captured } from "#understanding/dates/grammar/template.ts";

/** What the readers of one text share. */
export type DateReaderInput = {
  source: DateText;
  grammar: DateGrammar | undefined;
  order: FieldOrder;
  reference: Reference;
  /** Abbreviations do not count. */
  foreign: boolean;
  /** The text is an answer: "26" behind a month may be its year. */
  whole: boolean;
  /** The typed text at a token: time zones count in capitals only. */
  original: (token: number) => string;
};

/** A template that fits, and what fills its slots. */
export type Matched = { production: Production; captured: Captured; next: number };
