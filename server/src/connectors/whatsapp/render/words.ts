import { asText } from "#channel/kit/json-with-ids.ts";
import { type Marks, stripMarkdown } from "#channel/kit/markdown/strip-markdown.ts";

/** How WhatsApp marks words in texts, bodies and captions. In titles and labels it shows the marks themselves. */
const marks: Marks = { bold: "*", italic: "_", strike: "~", code: "`", block: "```" };

/** A text as WhatsApp shows it, without NUL characters and halves of surrogate pairs. */
export function toShownText(text: string): string {
  return stripMarkdown(asText(text) ?? "", marks).trim();
}

/** The same for one line without marks. */
export function toPlainWords(text: string): string {
  return stripMarkdown(asText(text) ?? "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Words in bold, which WhatsApp takes on one line only. */
export function toTitle(text: string): string {
  const words = toPlainWords(text);
  return words === "" || words.includes("*") ? words : `*${words}*`;
}

/** Paragraphs under one another. */
export function joinParts(parts: readonly string[], between = "\n\n"): string {
  return parts.filter((part) => part.trim() !== "").join(between);
}
