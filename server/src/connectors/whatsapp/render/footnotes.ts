import { webUrlOf } from "#channel/kit/web-url.ts";
import type { Footnote } from "#channel/message/message.ts";
import type { Rendering } from "./choices.ts";
import { toPlainWords } from "./words.ts";

/** The sources as numbered lines. */
export function footnoteLines(footnotes: readonly Footnote[], { lose }: Rendering): string {
  const lines = footnotes.flatMap(({ title, url, excerpt }, index) => {
    const position = `footnote ${index + 1}`;
    const address = url === undefined ? undefined : webUrlOf(url);
    if (url !== undefined && address === undefined) lose("address_refused", position);
    if (excerpt !== undefined) lose("excerpt_dropped", position);
    const words = [toPlainWords(title), address ?? ""].filter((part) => part !== "").join(" ");
    if (words !== "") return [`[${index + 1}] ${words}`];
    lose("text_missing", position);
    return [];
  });
  return lines.join("\n");
}
