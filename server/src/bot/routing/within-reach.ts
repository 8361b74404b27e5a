import type { EventContent } from "#channel/event.ts";

/**
 * Characters (UTF-16 units) of a text that are understood: as many as the web lets a visitor write. Other channels let people
 * send any number, and what is said in a message stands at its beginning.
 */
export const understoodLength = 4_000;

export type Cut = { length: number; understood: number };

/** The content with as much of its text as is understood. `cut`: there was more. */
export function withinReach(content: EventContent): { content: EventContent; cut?: Cut } {
  if ((content.type !== "text" && content.type !== "attachment") || content.text === undefined) return { content };
  const { length } = content.text;
  if (length <= understoodLength) return { content };
  // Half of a surrogate pair is no character.
  const text = content.text.slice(0, understoodLength).replace(/[\ud800-\udbff]$/, "");
  return { content: { ...content, text }, cut: { length, understood: text.length } };
}

/** What stories get: all that was said, unless its beginning was understood as something else. */
export function whole(understood: EventContent, read: EventContent, original: EventContent): EventContent {
  const isAsItWas = understood.type === read.type && textOf(understood) === textOf(read);
  return isAsItWas ? original : understood;
}

function textOf(content: EventContent): string | undefined {
  return "text" in content ? content.text : undefined;
}
