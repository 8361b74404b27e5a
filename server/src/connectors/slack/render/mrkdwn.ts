import { fit, joinWithin } from "#channel/kit/markdown/fit.ts";
import type { MarkdownInline } from "#channel/kit/markdown/markdown.ts";
import { wordsOf } from "#channel/kit/markdown/markdown.ts";
import { tableLines } from "#channel/kit/markdown/table-lines.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import { type MarkdownDialect, writeMarkdown } from "#channel/kit/markdown/write-markdown.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { splitText } from "#channel/kit/split-text.ts";

/**
 * The three signs that Slack gives a meaning everywhere. With them escaped nobody is mentioned, no channel is called, and no link is made by
 * what a bot quotes.
 */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Cut so that it still fits once it is escaped. */
export function shortenEscaped(text: string, max: number): string {
  for (let room = max; ; room = Math.max(1, room - (escapeText(shorten(text, room)).length - max))) {
    const escaped = escapeText(shorten(text, room));
    if (escaped.length <= max || room === 1) return escaped;
  }
}

/** Slack has no sign that takes the meaning of another one back. Nobody sees this one, and it keeps two signs from being a pair. */
const apart = "\u200b";

/** What is no mark in Markdown is none in Slack. One alone is none there, either. */
function literal(text: string): string {
  const escaped = escapeText(text);
  const paired = ["*", "_", "~", "`"].filter((mark) => escaped.indexOf(mark) !== escaped.lastIndexOf(mark));
  if (paired.length === 0) return escaped;
  return escaped.replaceAll(/(?<![\p{L}\p{N}])[*_~`](?=\S)/gu, (mark) => (paired.includes(mark) ? mark + apart : mark));
}

/** `style`: the marks that stand around it already; Slack takes none twice. */
function writeInline(parts: readonly MarkdownInline[], style: ReadonlySet<string> = new Set()): string {
  return parts.map((part) => writePart(part, style)).join("");
}

const marks = { strong: "*", emphasis: "_", strike: "~" } as const;

function writePart(part: MarkdownInline, style: ReadonlySet<string>): string {
  switch (part.type) {
    case "text":
      return literal(part.text);
    case "code":
      return `\`${escapeText(part.code.replaceAll("`", "ˋ"))}\``;
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
  const address = escapeText(url.replaceAll("|", "%7C"));
  const words = escapeText(label.replaceAll(/\s+/g, " ").trim());
  return words === "" || words === address ? `<${address}>` : `<${address}|${words}>`;
}

const signs = { bullet: "•", open: "☐", done: "☑" } as const;

const dialect: MarkdownDialect = {
  inline: (text) => writeInline(parseInline(text)),
  heading: (text) => bold(wordsOf(parseInline(text))),
  sign: ({ depth, mark }) =>
    `${"    ".repeat(Math.min(depth, 6))}${typeof mark === "number" ? `${mark}.` : signs[mark]} `,
  code: codeParts,
  table: (table, max) => codeParts(tableLines(table).join("\n"), max),
  rule: "———",
};

/** Markdown in Slack's own marks, in parts of at most `max` units (150 or more). */
export function toMrkdwn(markdown: string, max: number): string[] {
  return writeMarkdown(markdown, max, dialect);
}

/** Words without any mark, in bold, in parts of at most `max` units. */
export function toBold(words: string, max: number): string[] {
  return fit(words, max, bold);
}

function bold(text: string): string {
  return `*${literal(text.replaceAll(/\s+/g, " ").trim())}*`;
}

/** Lines stay whole where they can: white space means something in code. */
function codeParts(code: string, max: number): string[] {
  const room = max - 8;
  const lines = code.replaceAll("```", "ˋˋˋ").split("\n");
  const parts = joinWithin(
    lines.flatMap((line) => cutLine(line, room)),
    room,
  );
  return parts.filter((part) => part.trim() !== "").map((part) => `\`\`\`\n${part}\n\`\`\``);
}

function cutLine(line: string, room: number): string[] {
  const escaped = escapeText(line);
  if (escaped.length <= room) return [escaped];
  // The longest sign is five letters once it is escaped.
  return splitText(line, Math.floor(room / 5)).map(escapeText);
}
