import type { MarkdownBlock, MarkdownItem } from "./markdown.ts";

/** A block and the index of the first line after it. */
type Read = { block: MarkdownBlock; next: number };
type Reader = (lines: readonly string[], index: number, depth: number) => Read | undefined;

/** Quotes in quotes: more is a mistake, and its marks stay. */
const deepest = 5;

/** Reads the blocks of a text. The marks inside of their texts are left for `parseInline`. */
export function parseMarkdown(markdown: string, depth = 0): MarkdownBlock[] {
  const lines = markdown.replaceAll(/\r\n?/g, "\n").split("\n");
  const blocks: MarkdownBlock[] = [];
  let index = 0;
  while (index < lines.length) {
    if (isBlank(lines[index])) index += 1;
    else {
      const { block, next } = readBlock(lines, index, depth);
      blocks.push(block);
      index = next;
    }
  }
  return blocks;
}

function readBlock(lines: readonly string[], index: number, depth: number): Read {
  for (const read of readers) {
    const found = read(lines, index, depth);
    if (found !== undefined) return found;
  }
  return readParagraph(lines, index, depth);
}

const fence = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;

/** Code without an end goes on to the end of the text. */
const readCode: Reader = (lines, index) => {
  const mark = fence.exec(lines[index] ?? "")?.[1];
  if (mark === undefined) return undefined;
  let end = index + 1;
  while (end < lines.length && !isFenceEnd(lines[end] ?? "", mark)) end += 1;
  return { block: { type: "code", code: lines.slice(index + 1, end).join("\n") }, next: end + 1 };
};

function isFenceEnd(line: string, mark: string): boolean {
  const signs = line.trim();
  return signs.startsWith(mark) && signs.replaceAll(mark[0] ?? "", "") === "";
}

const heading = /^ {0,3}#{1,6} +(?=\S)/;

const readHeading: Reader = (lines, index) => {
  const line = lines[index] ?? "";
  const mark = heading.exec(line);
  if (mark === null) return undefined;
  return { block: { type: "heading", text: line.slice(mark[0].length).trim() }, next: index + 1 };
};

const rule = /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/;

const readRule: Reader = (lines, index) =>
  rule.test(lines[index] ?? "") ? { block: { type: "rule" }, next: index + 1 } : undefined;

/** A number after the sign is more likely an age or an amount. */
const quote = /^ {0,3}>(?! ?\d) ?/;

const readQuote: Reader = (lines, index, depth) => {
  if (depth >= deepest || !quote.test(lines[index] ?? "")) return undefined;
  let end = index;
  while (quote.test(lines[end] ?? "")) end += 1;
  const inner = lines.slice(index, end).map((line) => line.replace(quote, ""));
  return { block: { type: "quote", blocks: parseMarkdown(inner.join("\n"), depth + 1) }, next: end };
};

const readTable: Reader = (lines, index) => {
  const [first = "", second = ""] = [lines[index], lines[index + 1]];
  if (!first.includes("|") || !second.includes("-") || !isTableRule(second)) return undefined;
  let end = index + 2;
  while (!isBlank(lines[end]) && (lines[end] ?? "").includes("|")) end += 1;
  return { block: { type: "table", head: cellsOf(first), rows: lines.slice(index + 2, end).map(cellsOf) }, next: end };
};

function isTableRule(line: string): boolean {
  return cellsOf(line).every((cell) => /^:?-+:?$/.test(cell));
}

function cellsOf(line: string): string[] {
  const trimmed = line.trim();
  const inner = trimmed.slice(trimmed.startsWith("|") ? 1 : 0, trimmed.endsWith("|") ? -1 : undefined);
  return inner.split("|").map((cell) => cell.trim());
}

const item = /^( {0,12})(?:[-*+]|(\d{1,9})[.)]) +(?=\S)(?:\[([ xX])\] +(?=\S))?/;

const readList: Reader = (lines, index) => {
  if (!item.test(lines[index] ?? "")) return undefined;
  const items: MarkdownItem[] = [];
  const indents: number[] = [];
  let at = index;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const mark = item.exec(line);
    if (mark === null) {
      const last = items.at(-1);
      // What is indented goes on with the item; a list may have blank lines between its items.
      if (isBlank(line) ? !item.test(lines[at + 1] ?? "") : !/^ {2}/.test(line)) break;
      if (last !== undefined && !isBlank(line)) last.text += `\n${line.trim()}`;
    } else {
      const [whole, { length: indent } = "", number, box] = mark;
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      items.push({ depth: indents.length, mark: markOf(number, box), text: line.slice(whole.length).trimEnd() });
      indents.push(indent);
    }
    at += 1;
  }
  return { block: { type: "list", items }, next: at };
};

function markOf(number: string | undefined, box: string | undefined): MarkdownItem["mark"] {
  if (box !== undefined) return box === " " ? "open" : "done";
  return number === undefined ? "bullet" : Number(number);
}

/** Whatever is not something else, up to a blank line or to what begins another block. */
function readParagraph(lines: readonly string[], index: number, depth: number): Read {
  let end = index + 1;
  while (end < lines.length && !isBlank(lines[end]) && !beginsBlock(lines, end, depth)) {
    if (/^ {0,3}=+ *$/.test(lines[end] ?? ""))
      return { block: { type: "heading", text: linesToText(lines.slice(index, end)) }, next: end + 1 };
    end += 1;
  }
  return { block: { type: "paragraph", text: linesToText(lines.slice(index, end)) }, next: end };
}

function linesToText(lines: readonly string[]): string {
  // A backslash at the end is a line break, which each line has here.
  return lines.map((line) => line.trim().replace(/(?<!\\)\\$/, "")).join("\n");
}

/** A number begins a list in the middle of a text only when it is 1: others end a sentence. */
function beginsBlock(lines: readonly string[], index: number, depth: number): boolean {
  const line = lines[index] ?? "";
  if (fence.test(line) || heading.test(line) || rule.test(line)) return true;
  if (quote.test(line) && depth < deepest) return true;
  if (readTable(lines, index, depth) !== undefined) return true;
  const [, , number] = item.exec(line) ?? [];
  return item.test(line) && (number === undefined || number === "1");
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}

/** In this order: a rule of stars is no list, and a table's rule is no rule. */
const readers: readonly Reader[] = [readCode, readHeading, readRule, readQuote, readTable, readList];
