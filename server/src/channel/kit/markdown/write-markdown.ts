import { fit } from "./fit.ts";
import type { MarkdownBlock, MarkdownItem } from "./markdown.ts";
import { parseMarkdown } from "./parse-markdown.ts";

type Table = Extract<MarkdownBlock, { type: "table" }>;

/** The marks of a channel. `max`: units of a part, 150 or more. */
export type MarkdownDialect = {
  /** A text with marks inside of it. */
  readonly inline: (text: string) => string;
  readonly heading: (text: string) => string;
  /** What stands before an item of a list: at most 40 units. */
  readonly sign: (item: Pick<MarkdownItem, "depth" | "mark">) => string;
  /** In parts of at most `max` units. */
  readonly code: (code: string, max: number) => string[];
  /** In parts of at most `max` units. */
  readonly table: (table: Table, max: number) => string[];
  readonly rule: string;
};

/** A piece of a message and what stands between it and the one before. */
type Piece = { text: string; before: "\n" | "\n\n" };

/**
 * Markdown in a channel's own marks, in parts of at most `max` units (150 or more). Breaks stand between blocks where there is one in reach, and else
 * as `splitText` has them.
 */
export function writeMarkdown(markdown: string, max: number, dialect: MarkdownDialect): string[] {
  const parts: string[] = [];
  for (const { text, before } of piecesOf(parseMarkdown(markdown), max, dialect)) {
    const last = parts.at(-1);
    const longer = last === undefined ? undefined : `${last}${before}${text}`;
    if (longer === undefined || longer.length > max) parts.push(text);
    else parts[parts.length - 1] = longer;
  }
  return parts;
}

function piecesOf(blocks: readonly MarkdownBlock[], max: number, dialect: MarkdownDialect): Piece[] {
  return blocks.flatMap((block): Piece[] => {
    switch (block.type) {
      case "paragraph":
        return toPieces(fit(block.text, max, dialect.inline));
      case "heading":
        return toPieces(fit(block.text, max, dialect.heading));
      case "code":
        return toPieces(dialect.code(block.code, max));
      case "list":
        return block.items.flatMap((item, index) =>
          itemPieces(item, { before: index === 0 ? "\n\n" : "\n", max }, dialect),
        );
      case "quote": {
        // The sign before each line needs room: there are no more lines than letters.
        const inner = piecesOf(block.blocks, Math.floor(max / 3) - 1, dialect);
        return inner.map(({ text, before }) => ({ text: text.replaceAll(/^/gm, "> "), before }));
      }
      case "table":
        return toPieces(dialect.table(block, max));
      case "rule":
        return toPieces([dialect.rule]);
    }
  });
}

function toPieces(texts: readonly string[]): Piece[] {
  return texts.map((text) => ({ text, before: "\n\n" }));
}

function itemPieces(
  { depth, mark, text }: MarkdownItem,
  { before, max }: { before: Piece["before"]; max: number },
  dialect: MarkdownDialect,
): Piece[] {
  const sign = dialect.sign({ depth, mark });
  const parts = fit(text, max - 40, dialect.inline);
  return parts.map((part, index) => ({
    text: index === 0 ? `${sign}${part}` : part,
    before: index === 0 ? before : "\n",
  }));
}
