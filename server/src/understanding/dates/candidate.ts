import type { DateValue } from "./date-value.ts";

/** A date between two tokens. */
export type Candidate = {
  value: DateValue;
  from: number;
  next: number;
  /** A day was named, or a time. With both, a number beside them is none of theirs. */
  hasDay: boolean;
  hasClock: boolean;
  /** The day was written in full, with its year. */
  hasYear: boolean;
};
