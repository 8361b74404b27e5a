/** Something about a catalogue that its author should mend. */
export type Problem = {
  kind:
    | "invalid_message"
    | "missing_key"
    | "unknown_key"
    | "missing_argument"
    | "unknown_argument"
    /** The first locale allows values that this text cannot show, e.g. words where it counts. */
    | "different_argument"
    | "missing_plural_category"
    | "missing_variant"
    | "unknown_variant"
    /** Nothing is written there, so another variant or locale is said instead. */
    | "empty";
  locale: string;
  /** With its groups: `fares.heading`. Empty: the locale as a whole. */
  key: string;
  /** What is wrong and what to do; quotes no text. */
  detail: string;
};

/** One line, for a log or a terminal. */
export function describeProblem({ kind, locale, key, detail }: Problem): string {
  return `${[locale, key].filter((part) => part !== "").join(" ")}: ${detail} [${kind}]`;
}
