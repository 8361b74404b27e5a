/**
 * A row of a table with lines around or between its cells. In both patterns spaces fit one place only: with two, the time would grow with
 * the square of their number.
 */
const row = String.raw`[^\n|]*\|[^\n]*`;
const rule = String.raw`[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?`;
const table = new RegExp(String.raw`^(${row})\n${rule}$((?:\n${row})*)`, "gm");

/** Each row becomes a line: `Lille: 5 euros`, and with more columns `Lille: Adults 5 euros, Children free`. */
export function writeOutTables(text: string): string {
  if (!text.includes("|")) return text;
  return text.replaceAll(table, (_all, head: string, body: string) => {
    const names = cellsOf(head);
    const rows = body.split("\n").filter((line) => line.trim() !== "");
    return rows.length === 0 ? names.join(": ") : rows.map((line) => toLine(cellsOf(line), names)).join("\n");
  });
}

function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split("|").map((cell) => cell.trim());
}

function toLine([first = "", ...others]: readonly string[], [, ...names]: readonly string[]): string {
  const filled = others.flatMap((cell, index) => (cell === "" ? [] : [{ cell, name: names[index] ?? "" }]));
  const shown =
    names.length > 1 ? filled.map(({ cell, name }) => `${name} ${cell}`.trim()) : filled.map(({ cell }) => cell);
  return shown.length === 0 ? first : `${first}: ${shown.join(", ")}`;
}
