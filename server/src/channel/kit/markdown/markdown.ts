/**
 * Markdown as a tree, from which each channel writes its own marks. It has what bots write: paragraphs, headings, lists, quotes, code,
 * tables, and emphasis and links inside of them. What only looks like Markdown (`2 * 3 * 4`, `snake_case`) stays text, and nothing is
 * ever left out.
 * @module
 */

/** `text`: Markdown of its own, for `parseInline`. A line break in it is one. */
export type MarkdownBlock =
  | { type: "paragraph"; text: string }
  | { type: "heading"; text: string }
  | { type: "code"; code: string }
  | { type: "quote"; blocks: MarkdownBlock[] }
  | { type: "list"; items: MarkdownItem[] }
  | { type: "table"; head: string[]; rows: string[][] }
  | { type: "rule" };

/** `depth`: in how many other items it is. `mark`: a number, or what stands before it. */
export type MarkdownItem = { depth: number; mark: number | "bullet" | "open" | "done"; text: string };

/** A part of a text. `url`: of the web, a mail address or a telephone number, with its scheme. */
export type MarkdownInline =
  | { type: "text"; text: string }
  | { type: "strong" | "emphasis" | "strike"; children: MarkdownInline[] }
  | { type: "code"; code: string }
  | { type: "link"; url: string; children: MarkdownInline[] };

/** The words alone. */
export function wordsOf(parts: readonly MarkdownInline[]): string {
  return parts
    .map((part): string => {
      switch (part.type) {
        case "text":
          return part.text;
        case "code":
          return part.code;
        case "strong":
        case "emphasis":
        case "strike":
        case "link":
          return wordsOf(part.children);
      }
    })
    .join("");
}
