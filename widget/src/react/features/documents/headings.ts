import { parseBlocks } from "#react/message/rich-text/blocks.ts";

/** The headings of a text, in order: each is drawn as one element of its own. */
export function headingsOf(text: string): string[] {
  return parseBlocks(text).flatMap(({ type, source }) => (type === "heading" ? [source] : []));
}
