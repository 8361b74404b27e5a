import type { MarkdownBlock } from "./markdown.ts";
import { wordsOf } from "./markdown.ts";
import { parseInline } from "./parse-inline.ts";

/** A table for where there is none: columns of equal width where they fit on a screen, else one line for each cell. */
export function tableLines({ head, rows }: Extract<MarkdownBlock, { type: "table" }>): string[] {
  const cells = [head, ...rows].map((row) => head.map((_, column) => wordsOf(parseInline(row[column] ?? ""))));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  if (widths.reduce((sum, width) => sum + width + 2, 0) <= 80)
    return cells.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  const [names = [], ...filled] = cells;
  return filled.flatMap((row) => row.map((cell, column) => `${names[column] ?? ""}: ${cell}`).concat(""));
}
