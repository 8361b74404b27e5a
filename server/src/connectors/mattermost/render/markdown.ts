import { fit, joinWithin } from "#channel/kit/markdown/fit.ts";
import type { MarkdownBlock, MarkdownInline } from "#channel/kit/markdown/markdown.ts";
import { wordsOf } from "#channel/kit/markdown/markdown.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import { type MarkdownDialect, writeMarkdown } from "#channel/kit/markdown/write-markdown.ts";
import { splitText } from "#channel/kit/split-text.ts";

/** Nobody sees it. Mattermost looks for names after it has read the marks, so a backslash before them does not help. */
const apart = "\u200b";

/** Signs that begin something at the beginning of a line: a heading, a quote, an item, a table, a rule. */
const lineBegins = /^([ \t]*)(?:([#>+=|-])|(\d{1,9})([.)]))/gm;

/** So that nothing in it has a meaning to Mattermost: no mark, no mention of anybody, no link to a channel. */
export function escapeMarks(words: string): string {
  return (
    words
      // Inside of a word an underscore is no mark.
      .replaceAll(/[\\`*[\]<>|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\$&`)
      .replaceAll(lineBegins, (_all, indent: string, sign = "", number = "", end = "") => {
        // Four blanks would begin code.
        const begin = indent.replaceAll("\t", " ").slice(0, 3);
        return sign === "" ? `${begin}${number}\\${end}` : `${begin}\\${sign}`;
      })
      .replaceAll(/^(?: {4,}|\t)[ \t]*/gm, "   ")
      .replaceAll(/(?<![\p{L}\p{N}])(@|\\~)(?=[\p{L}\p{N}])/gu, `$1${apart}`)
      // What is read as a sign by its name or number may be the beginning of a mention.
      .replaceAll(/&(?=#|[a-z])/gi, `&${apart}`)
  );
}

type Style = "strong" | "emphasis" | "strike";

const marks: Readonly<Record<Style, string>> = { strong: "**", emphasis: "*", strike: "~~" };

/** `style`: the marks that stand around it already. */
function writeInline(parts: readonly MarkdownInline[], style: ReadonlySet<Style> = new Set()): string {
  return parts.map((part, index) => withoutPicture(writePart(part, style), parts[index + 1])).join("");
}

/** An exclamation mark before a link would make a picture of it, which every reader's program fetches. */
function withoutPicture(written: string, next: MarkdownInline | undefined): string {
  return next?.type === "link" ? written.replace(/!$/, String.raw`\!`) : written;
}

function writePart(part: MarkdownInline, style: ReadonlySet<Style>): string {
  switch (part.type) {
    case "text":
      return escapeMarks(part.text);
    case "code":
      return writeCode(part.code);
    case "link":
      return writeLink(part.url, wordsOf(part.children));
    case "strong":
    case "emphasis":
    case "strike": {
      const inner = writeInline(part.children, new Set([...style, part.type]));
      if (style.has(part.type) || inner.trim() === "") return inner;
      return `${marks[part.type]}${inner}${marks[part.type]}`;
    }
  }
}

/** Between more ticks than it has itself. */
function writeCode(code: string): string {
  const ticks = "`".repeat(longestRun(code) + 1);
  const space = code.startsWith("`") || code.endsWith("`") ? " " : "";
  return `${ticks}${space}${code}${space}${ticks}`;
}

function longestRun(code: string): number {
  return Math.max(0, ...Array.from(code.matchAll(/`+/g), ([run]) => run.length));
}

export function writeLink(url: string, label: string): string {
  const address = url.replaceAll(/[()<>\s\\|]/g, (sign) => encodeURIComponent(sign).replaceAll(/[()]/g, toHex));
  const words = escapeMarks(label.replaceAll(/\s+/g, " ").trim());
  return words === "" || label === url ? `<${address}>` : `[${words}](${address})`;
}

function toHex(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

const dialect: MarkdownDialect = {
  inline: (text) => writeInline(parseInline(text)),
  heading: (text) => `#### ${oneLine(writeInline(parseInline(text)))}`,
  sign: ({ depth, mark }) => {
    const indent = "    ".repeat(Math.min(depth, 5));
    if (typeof mark === "number") return `${indent}${mark}. `;
    return `${indent}- ${{ bullet: "", open: "[ ] ", done: "[x] " }[mark]}`;
  },
  code: codeParts,
  table: tableParts,
  rule: "---",
};

/** Markdown as Mattermost has it, in parts of at most `max` units (150 or more). */
export function toMattermost(markdown: string, max: number): string[] {
  return writeMarkdown(markdown, max, dialect);
}

/** Words without any mark, in bold, in parts of at most `max` units. */
export function toBold(words: string, max: number): string[] {
  return fit(words, max, (text) => `**${escapeMarks(oneLine(text))}**`);
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim();
}

/** Lines stay whole where they can: white space means something in code. */
function codeParts(code: string, max: number): string[] {
  const fence = "`".repeat(Math.min(20, Math.max(3, longestRun(code) + 1)));
  const room = max - 2 * fence.length - 2;
  const lines = code.split("\n").flatMap((line) => (line.length <= room ? [line] : splitText(line, room)));
  return joinWithin(lines, room)
    .filter((part) => part.trim() !== "")
    .map((part) => `${fence}\n${part}\n${fence}`);
}

/** Rows as they are; those that do not fit below each other stand under the head once more. One that fits nowhere is written out by cells. */
function tableParts({ head, rows }: Extract<MarkdownBlock, { type: "table" }>, max: number): string[] {
  const cellOf = (text: string): string => oneLine(writeInline(parseInline(text))) || " ";
  const line = (cells: readonly string[]): string =>
    `| ${head.map((_, column) => cellOf(cells[column] ?? "")).join(" | ")} |`;
  const top = `${line(head)}\n|${head.map(() => " --- |").join("")}`;
  const lines = rows.map(line);
  const room = max - top.length - 1;
  if (lines.every((each) => each.length <= room) && room > 0)
    return lines.length === 0
      ? [top].filter(() => top.length <= max)
      : joinWithin(lines, room).map((some) => `${top}\n${some}`);
  return [head, ...rows].flatMap((cells) => cells.flatMap((cell) => fit(cell, max, dialect.inline)));
}
