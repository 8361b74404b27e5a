const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** Cuts between two graphemes and adds `…`, so that the result has at most `max` UTF-16 units. */
export function shorten(text: string, max: number): string {
  const whole = text.trim();
  if (whole.length <= max) return whole;
  return `${whole.slice(0, lastGraphemeBreak(whole, max - 1) ?? 0).trimEnd()}…`;
}

/** The last break between two graphemes up to `max`. Undefined when the first grapheme is longer than that. */
export function lastGraphemeBreak(text: string, max: number): number | undefined {
  // Whether there is a break depends on the character behind it and on those before it. A long text costs no more then.
  const around = graphemes.segment(text.slice(0, max + 2)).containing(max);
  return around === undefined || around.index === 0 ? undefined : around.index;
}
