export type Alignment = "start" | "center" | "end";

export type TableParts = { head: string[]; alignments: (Alignment | undefined)[]; rows: string[][] };

/** Reads a table as GitHub writes it. A row with fewer cells than the head gets empty ones. */
export function parseTable(source: string): TableParts {
  const [first = "", dashes = "", ...lines] = source.split("\n");
  const head = splitRow(first);
  const rows = lines.map(splitRow).map((cells) => [...cells, ...head.slice(cells.length).map(() => "")]);
  return { head, alignments: splitRow(dashes).map(readAlignment), rows };
}

/** Bars separate the cells. A bar with a backslash before it is text. */
function splitRow(line: string): string[] {
  const cells: string[] = [""];
  const bare = line.trim().replace(/^\|/, "");
  for (const [piece] of bare.matchAll(/\\\||\||[^|\\]+|\\/g)) {
    if (piece === "|") cells.push("");
    else cells[cells.length - 1] += piece === "\\|" ? "|" : piece;
  }
  if (cells.length > 1 && cells.at(-1)?.trim() === "") cells.pop(); // The bar at the end of the line.
  return cells.map((cell) => cell.trim().replace(/<br ?\/?>/gi, "\n"));
}

function readAlignment(dashes: string): Alignment | undefined {
  const atStart = dashes.startsWith(":");
  if (!dashes.endsWith(":")) return atStart ? "start" : undefined;
  return atStart ? "center" : "end";
}
