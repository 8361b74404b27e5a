import type { Footnote } from "#channel/message.ts";
import { textBubbles, toWords } from "./bubbles.ts";
import type { Rendering } from "./choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { type SendMessage, isWebUrl } from "#connectors/messenger/send/send-api.ts";

/** Adds the sources as numbered lines: to the last text where there is room, else in a text of their own. */
export function joinFootnotes(
  bubbles: readonly SendMessage[],
  footnotes: readonly Footnote[],
  rendering: Rendering,
): SendMessage[] {
  const notes = toLines(footnotes, rendering);
  if (notes === "") return [...bubbles];
  const last = bubbles.at(-1);
  const joined = last?.text === undefined ? "" : `${last.text}\n\n${notes}`;
  if (joined !== "" && joined.length <= limits.text) return [...bubbles.slice(0, -1), { text: joined }];
  return [...bubbles, ...textBubbles(notes)];
}

function toLines(footnotes: readonly Footnote[], { lose }: Rendering): string {
  const lines = footnotes.flatMap(({ title, url, excerpt }, index) => {
    const place = `footnote ${index + 1}`;
    if (url !== undefined && !isWebUrl(url)) lose("address_refused", place);
    if (excerpt !== undefined) lose("excerpt_dropped", place);
    const words = [toWords(title).replaceAll(/\s+/g, " "), url !== undefined && isWebUrl(url) ? url : ""];
    const line = words.filter((part) => part !== "").join(" ");
    if (line !== "") return [`[${index + 1}] ${line}`];
    lose("text_missing", place);
    return [];
  });
  return lines.join("\n");
}
