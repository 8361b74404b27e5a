import { fit, joinWithin } from "#channel/kit/markdown/fit.ts";
import type { MarkdownBlock, MarkdownInline } from "#channel/kit/markdown/markdown.ts";
import { wordsOf } from "#channel/kit/markdown/markdown.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import { type MarkdownDialect, writeMarkdown } from "#channel/kit/markdown/write-markdown.ts";
import { splitText } from "#channel/kit/split-text.ts";

/** Nobody sees it. It keeps a sign from beginning a name, a mark or an item. */
const apart = "\u200b";

/** So that nothing in it has a meaning to Rocket.Chat: no mark, no mention of anybody, no link to a channel. */
export function escapeMarks(words: string): string {
  return words
    .replaceAll(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (mark) => `${mark}${apart}`)
    .replaceAll(/\](?=\()/g, `]${apart}`)
    .replaceAll(/(?<![\p{L}\p{N}])[@#](?=[\p{L}\p{N}])/gu, (sign) => `${sign}${apart}`)
    .replaceAll(/^([ \t]*)([#>-]|\d{1,9}[.)]|[|]{2})/gm, `$1${apart}$2`);
}

const marks = { strong: "*", emphasis: "_", strike: "~" } as const;

function writeInline(parts: readonly MarkdownInline[], style: ReadonlySet<string> = new Set()): string {
  return parts.map((part, index) => withoutPicture(writePart(part, style), parts[index + 1])).join("");
}

/** An exclamation mark before a link would make a picture of it, which every reader's program fetches. */
function withoutPicture(written: string, next: MarkdownInline | undefined): string {
  return next?.type === "link" ? written.replace(/!$/, `!${apart}`) : written;
}

function writePart(part: MarkdownInline, style: ReadonlySet<string>): string {
  switch (part.type) {
    case "text":
      return escapeMarks(part.text);
    case "code":
      return `\`${part.code.replaceAll("`", "ˋ")}\``;
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

export function writeLink(url: string, label: string): string {
  const address = url.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll(/\s/g, "%20");
  const words = escapeMarks(oneLine(label)).replaceAll("[", "(").replaceAll("]", ")");
  return words === "" || label === url ? address : `[${words}](${address})`;
}

const signs = { bullet: "-", open: "☐", done: "☑" } as const;

const dialect: MarkdownDialect = {
  inline: (text) => writeInline(parseInline(text)),
  heading: (text) => `*${escapeMarks(oneLine(wordsOf(parseInline(text))))}*`,
  sign: ({ depth, mark }) =>
    `${"  ".repeat(Math.min(depth, 6))}${typeof mark === "number" ? `${mark}.` : signs[mark]} `,
  code: codeParts,
  table: (table, max) => codeParts(tableLines(table).join("\n"), max),
  rule: "———",
};

/** Markdown as Rocket.Chat has it, in parts of at most `max` units (150 or more). */
export function toRocketChat(markdown: string, max: number): string[] {
  return writeMarkdown(markdown, max, dialect);
}

/** Words without any mark, in bold, in parts of at most `max` units. */
export function toBold(words: string, max: number): string[] {
  return fit(words, max, (text) => `*${escapeMarks(oneLine(text))}*`);
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim();
}

/** Lines stay whole where they can: white space means something in code. */
function codeParts(code: string, max: number): string[] {
  const room = max - 8;
  const lines = code
    .replaceAll("```", "ˋˋˋ")
    .split("\n")
    .flatMap((line) => (line.length <= room ? [line] : splitText(line, room)));
  return joinWithin(lines, room)
    .filter((part) => part.trim() !== "")
    .map((part) => `\`\`\`\n${part}\n\`\`\``);
}

/** Rocket.Chat has no tables: cells stand side by side. */
function tableLines({ head, rows }: Extract<MarkdownBlock, { type: "table" }>): string[] {
  return [head, ...rows].map((row) => head.map((_, column) => wordsOf(parseInline(row[column] ?? ""))).join(" | "));
}
