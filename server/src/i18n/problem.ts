/** A mistake in a catalogue that its author should correct. */
export type Problem = {
  kind:
    | "invalid_message"
    | "missing_key"
    | "unknown_key"
    | "missing_argument"
    | "unknown_argument"
    /** The first locale's text accepts values that this text cannot show, e.g. words instead of a count. */
    | "different_argument"
    | "missing_plural_category"
    | "missing_variant"
    | "unknown_variant"
    /** The text is empty, so another variant or locale is used instead. */
    | "empty";
  locale: string;
  /** The key with its groups: `fares.heading`. Empty: the whole locale. */
  key: string;
  /** The mistake and its remedy. Quotes no text. */
  detail: string;
};

/** One line, for a log or a terminal. */
export function describeProblem({ kind, locale, key, detail }: Problem): string {
  return `${[locale, key].filter((part) => part !== "").join(" ")}: ${detail} [${kind}]`;
}
