/**
 * A block of a message's text. `source` is its text without the marks of its kind, so that equal blocks have equal props.
 * The source of a list keeps the marks of its items (see `splitItems`), the source of a table its lines.
 */
export type Block =
  | { type: "paragraph" | "heading" | "quote" | "rule" | "table" | "bullets" | "numbers"; source: string }
  /** `language`: the word behind the fence. */
  | { type: "code"; source: string; language: string | undefined };

/** `number`: as it was written, because a list of days or of numbered rules may leave some out. */
export type Item = { text: string; number: number | undefined };

/** Only the name of a language may follow the fence. Other words belong to the text. */
const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*(?:([\w+.#-]+)[ \t]*)?$/;
const heading = /^ {0,3}#{1,6}\s+(\S.*)$/;
const rule = /^ {0,3}([-*_])(?: *\1){2,} *$/;
const quote = /^ {0,3}> ?/;
/** `007.` is no number of a list: a list would show it as 7. And there is no room for a longer one before the text. */
const item = /^(\s*)(?:[-*+•]|(0|[1-9]\d{0,3})[.)])\s+(?=\S)/;
/** With this indentation a line belongs to the item above it. */
const nested = 2;
/** Lists and quotes that are nested deeper are shown as written. */
export const maxDepth = 5;

/** Cuts a text into blocks. Line breaks inside a paragraph stay. Only the marks are left out. */
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
  const [, mark, language] = fence.exec(line) ?? [];
  if (mark !== undefined) {
    // While an answer grows, its last fence may be open: then the whole rest is code.
    const end = findEnd(lines, at + 1, (other) => closesFence(other.trim(), mark));
    const source = lines.slice(at + 1, end).join("\n");
    if (!isBlank(source) || language !== undefined) return [{ type: "code", source, language }, end + 1];
    // Code without words would be an empty box. An open fence may still get some.
    const written = lines.slice(at, end + 1).join("\n");
    return [end === lines.length ? undefined : { type: "paragraph", source: written }, end + 1];
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

/** The closing fence has at least as many marks as the opening one, and nothing else. */
function closesFence(line: string, mark: string): boolean {
  return line.startsWith(mark) && line === mark.charAt(0).repeat(line.length);
}

function beginsBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  return [fence, rule, heading, quote, item].some((start) => start.test(line)) || beginsTable(lines, at);
}

/** A table begins with a line of columns and a line of dashes. */
function beginsTable(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? "").includes("|") && isDashes(lines[at + 1] ?? "");
}

function isDashes(line: string): boolean {
  return line.includes("|") && line.includes("-") && /^[\s|:-]+$/.test(line);
}

/** Items of one kind stay together over blank lines. Indented lines belong to the item above them. */
function readList(lines: readonly string[], at: number): [Block, number] {
  const first = lines[at] ?? "";
  const base = indentOf(first);
  const isNumbered = item.exec(first)?.[2] !== undefined;
  const belongs = (line: string): boolean => {
    if (indentOf(line) >= base + nested) return true;
    const marked = item.exec(line);
    return marked !== null && (marked[2] !== undefined) === isNumbered && !rule.test(line);
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
  return [{ type: isNumbered ? "numbers" : "bullets", source }, end];
}

/** The items of a list. Their indentation is removed, because they may contain blocks. */
export function splitItems(source: string): Item[] {
  const items: { lines: string[]; number: number | undefined }[] = [];
  let cut: number | undefined;
  for (const line of source.split("\n")) {
    const [mark, , digits] = (indentOf(line) < nested && item.exec(line)) || [];
    if (mark !== undefined) {
      items.push({ lines: [line.slice(mark.length)], number: digits === undefined ? undefined : Number(digits) });
      cut = undefined;
    } else {
      if (!isBlank(line)) cut ??= indentOf(line);
      items.at(-1)?.lines.push(dedent(line, cut ?? 0));
    }
  }
  return items.map(({ lines, number }) => ({ text: lines.join("\n"), number }));
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

/** A line that may become the beginning of a list, a heading, a quote, a rule or code. */
const halfMark = /^\s*(?:[-*+•_]{1,3}|\d{1,9}[.)]|#{1,6}|>|[`~]{1,3})\s*$/;

/**
 * Removes from the end of a growing text what may become a mark when the rest arrives. It would appear as text for a moment
 * and disappear again.
 */
export function holdBack(text: string): string {
  const lines = text.split("\n");
  const last = lines.at(-1) ?? "";
  const rows = last === "" ? lines.slice(-4, -1) : lines.slice(-3);
  const columns = rows.slice(rows.findLastIndex((row) => !row.startsWith("|")) + 1);
  // Only the second line shows that it is a table.
  const isHalfTable = columns.length === 1 || (columns.length === 2 && !isDashes(columns[1] ?? ""));
  if (isHalfTable) return lines.slice(0, last === "" ? -1 - columns.length : -columns.length).join("\n");
  if (halfMark.test(last)) return lines.slice(0, -1).join("\n");
  return text.replace(/[*_~`]{1,3}$/, "");
}
