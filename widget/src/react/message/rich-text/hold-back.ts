import { isDashes } from "./blocks.ts";

/** The beginning of a line that may become a list, a heading, a quote, a rule or code. */
const halfMark = /^\s*(?:[-*+•_]{1,3}|\d{1,9}[.)]|#{1,6}|>|[`~]{1,3})\s*$/;

/**
 * A text that is still being written, without what may turn out to be a mark once the rest of it has come: it would
 * flash up as text and vanish again.
 */
export function holdBack(text: string): string {
  const lines = text.split("\n");
  const last = lines.at(-1) ?? "";
  const rows = last === "" ? lines.slice(-4, -1) : lines.slice(-3);
  const columns = rows.slice(rows.findLastIndex((row) => !row.startsWith("|")) + 1);
  // A table is known as one by its second line.
  const isHalfTable = columns.length === 1 || (columns.length === 2 && !isDashes(columns[1] ?? ""));
  if (isHalfTable) return lines.slice(0, last === "" ? -1 - columns.length : -columns.length).join("\n");
  if (halfMark.test(last)) return lines.slice(0, -1).join("\n");
  return text.replace(/[*_~`]{1,3}$/, "");
}
