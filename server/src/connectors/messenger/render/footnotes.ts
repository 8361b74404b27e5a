import type { Footnote } from "#channel/message/message.ts";
import { textBubbles, toShownText } from "./bubbles.ts";
import type { Rendering } from "./render-choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";

/** Adds the sources as numbered lines: to the last text if there is room, else in a text of their own. */
export function joinFootnotes(
  bubbles: readonly SendMessage[],
  footnotes: readonly Footnote[],
  rendering: Rendering,
): SendMessage[] {
  const sources = toLines(footnotes, rendering);
  if (sources === "") return [...bubbles];
  const last = bubbles.at(-1);
  const joined = last?.text === undefined ? "" : `${last.text}\n\n${sources}`;
  if (joined !== "" && joined.length <= limits.text) return [...bubbles.slice(0, -1), { text: joined }];
  return [...bubbles, ...textBubbles(sources)];
}

function toLines(footnotes: readonly Footnote[], { lose }: Rendering): string {
  const lines = footnotes.flatMap(({ title, url, excerpt }, index) => {
    const position = `footnote ${index + 1}`;
    const address = url === undefined ? undefined : webUrlOf(url);
    if (url !== undefined && address === undefined) lose("address_refused", position);
    if (excerpt !== undefined) lose("excerpt_dropped", position);
    const words = [toShownText(title).replaceAll(/\s+/g, " "), address ?? ""];
    const line = words.filter((part) => part !== "").join(" ");
    if (line !== "") return [`[${index + 1}] ${line}`];
    lose("text_missing", position);
    return [];
  });
  return lines.join("\n");
}
