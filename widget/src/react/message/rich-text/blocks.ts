/**
 * A block of a message's text. `source` is its own text without the marks of its kind, so that equal blocks have equal
 * props; that of a list still has the marks of its items (see `splitItems`), that of a table its lines.
 */
export type Block =
  | { type: "paragraph" | "heading" | "quote" | "code" | "rule" | "table" | "bullets"; source: string }
  | { type: "numbers"; source: string; start: number };

/** Behind the fence stands at most the name of a language. Other words are the author's, and must not be lost. */
const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*(?:[\w+.#-]+[ \t]*)?$/;
const heading = /^ {0,3}#{1,6}\s+(\S.*)$/;
const rule = /^ {0,3}([-*_])(?: *\1){2,} *$/;
const quote = /^ {0,3}> ?/;
const item = /^(\s*)(?:[-*+•]|(\d{1,9})[.)])\s+(?=\S)/;
/** From here on a line belongs to the item above it. */
const nested = 2;
/** Lists and quotes in more than so many others are left as they are written. */
export const maxDepth = 5;

/** Cuts a text into blocks. Line breaks inside a paragraph stay; nothing that was written is left out but the marks. */
export function parseBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  for (let at = 0; at < lines.length;) {
    const [block, next] = readBlock(lines, at);
    if (block !== undefined) blocks.push(block);
    at = next;
  }
  return blocks;
}

/** The block that begins at a line, and the line after it. */
function readBlock(lines: readonly string[], at: number): [Block | undefined, number] {
  const line = lines[at] ?? "";
  if (isBlank(line)) return [undefined, at + 1];
  const [, mark] = fence.exec(line) ?? [];
  if (mark !== undefined) {
    // While an answer streams in, its last fence is still open: all that follows is code.
    const end = findEnd(lines, at + 1, (other) => closesFence(other.trim(), mark));
    return [{ type: "code", source: lines.slice(at + 1, end).join("\n") }, end + 1];
  }
  if (rule.test(line)) return [{ type: "rule", source: "" }, at + 1];
  const [, title] = heading.exec(line) ?? [];
  if (title !== undefined) return [{ type: "heading", source: title.trimEnd().replace(/ #+$/, "") }, at + 1];
  if (beginsTable(lines, at)) {
    const end = findEnd(lines, at, (other) => !other.includes("|"));
    return [{ type: "table", source: lines.slice(at, end).join("\n") }, end];
  }
  if (quote.test(line)) {
    const end = findEnd(lines, at, (other) => !quote.test(other));
    const quoted = lines.slice(at, end).map((other) => other.replace(quote, ""));
    return [{ type: "quote", source: quoted.join("\n") }, end];
  }
  if (item.test(line)) return readList(lines, at);
  const end = findEnd(lines, at + 1, (other, index) => isBlank(other) || beginsBlock(lines, index));
  return [{ type: "paragraph", source: lines.slice(at, end).join("\n") }, end];
}

/** As many marks as at the beginning, or more, and nothing else. */
function closesFence(line: string, mark: string): boolean {
  return line.startsWith(mark) && line === mark.charAt(0).repeat(line.length);
}

function beginsBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  return [fence, rule, heading, quote, item].some((start) => start.test(line)) || beginsTable(lines, at);
}

/** A line with columns, and below it the line of dashes. */
function beginsTable(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? "").includes("|") && isDashes(lines[at + 1] ?? "");
}

function isDashes(line: string): boolean {
  return line.includes("|") && line.includes("-") && /^[\s|:-]+$/.test(line);
}

/** Items of one kind stay together over blank lines; what is indented belongs to the item above it. */
function readList(lines: readonly string[], at: number): [Block, number] {
  const first = lines[at] ?? "";
  const base = indentOf(first);
  const number = item.exec(first)?.[2];
  const belongs = (line: string): boolean => {
    if (indentOf(line) >= base + nested) return true;
    const marked = item.exec(line);
    return marked !== null && (marked[2] === undefined) === (number === undefined) && !rule.test(line);
  };
  let end = at + 1;
  for (let next = end; next < lines.length; next += 1) {
    const line = lines[next] ?? "";
    if (isBlank(line)) continue;
    if (!belongs(line)) break;
    end = next + 1;
  }
  const source = lines
    .slice(at, end)
    .map((line) => dedent(line, base))
    .join("\n");
  return [number === undefined ? { type: "bullets", source } : { type: "numbers", source, start: Number(number) }, end];
}

/** The texts of a list's items; what was indented in them is not any more, and may be blocks of its own. */
export function splitItems(source: string): string[] {
  const items: string[][] = [];
  let cut: number | undefined;
  for (const line of source.split("\n")) {
    const mark = indentOf(line) < nested ? item.exec(line)?.[0] : undefined;
    if (mark !== undefined) {
      items.push([line.slice(mark.length)]);
      cut = undefined;
    } else {
      if (!isBlank(line)) cut ??= indentOf(line);
      items.at(-1)?.push(dedent(line, cut ?? 0));
    }
  }
  return items.map((lines) => lines.join("\n"));
}

function findEnd(lines: readonly string[], from: number, ends: (line: string, index: number) => boolean): number {
  for (let at = from; at < lines.length; at += 1) if (ends(lines[at] ?? "", at)) return at;
  return lines.length;
}

function isBlank(line: string): boolean {
  return line.trim() === "";
}

function indentOf(line: string): number {
  const spaced = spaceOut(line);
  return spaced.length - spaced.trimStart().length;
}

function dedent(line: string, columns: number): string {
  return spaceOut(line).slice(Math.min(columns, indentOf(line)));
}

function spaceOut(line: string): string {
  return line.startsWith("\t") ? line.replace(/^\t+/, (tabs) => "    ".repeat(tabs.length)) : line;
}

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
