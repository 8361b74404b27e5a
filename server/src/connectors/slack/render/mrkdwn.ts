import { fit } from "#channel/kit/markdown/fit.ts";
import type { MarkdownBlock, MarkdownInline, MarkdownItem } from "#channel/kit/markdown/markdown.ts";
import { wordsOf } from "#channel/kit/markdown/markdown.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import { parseMarkdown } from "#channel/kit/markdown/parse-markdown.ts";
import { tableLines } from "#channel/kit/markdown/table-lines.ts";
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

/** A piece of a message and what stands between it and the one before. */
type Piece = { text: string; before: "\n" | "\n\n" };

/**
 * Markdown in Slack's own marks, in parts of at most `max` units (150 or more). Breaks stand between blocks where there is one in reach, and else as
 * `splitText` has them.
 */
export function toMrkdwn(markdown: string, max: number): string[] {
  const parts: string[] = [];
  for (const { text, before } of piecesOf(parseMarkdown(markdown), max)) {
    const last = parts.at(-1);
    const longer = last === undefined ? undefined : `${last}${before}${text}`;
    if (longer === undefined || longer.length > max) parts.push(text);
    else parts[parts.length - 1] = longer;
  }
  return parts;
}

/** Words without any mark, in bold, in parts of at most `max` units. */
export function toBold(words: string, max: number): string[] {
  return fit(words, max, bold);
}

function bold(text: string): string {
  return `*${literal(text.replaceAll(/\s+/g, " ").trim())}*`;
}

function piecesOf(blocks: readonly MarkdownBlock[], max: number): Piece[] {
  return blocks.flatMap((block): Piece[] => {
    switch (block.type) {
      case "paragraph":
        return toPieces(fit(block.text, max, (text) => writeInline(parseInline(text))));
      case "heading":
        return toPieces(fit(block.text, max, (text) => bold(wordsOf(parseInline(text)))));
      case "code":
        return toPieces(codeParts(block.code, max));
      case "list":
        return block.items.flatMap((item, index) => itemPieces(item, index === 0 ? "\n\n" : "\n", max));
      case "quote": {
        // The sign before each line needs room: there are no more lines than letters.
        const inner = piecesOf(block.blocks, Math.floor(max / 3) - 1);
        return inner.map(({ text, before }) => ({ text: text.replaceAll(/^/gm, "> "), before }));
      }
      case "table":
        return toPieces(codeParts(tableLines(block).join("\n"), max));
      case "rule":
        return toPieces(["———"]);
    }
  });
}

function toPieces(texts: readonly string[]): Piece[] {
  return texts.map((text) => ({ text, before: "\n\n" }));
}

const signs = { bullet: "•", open: "☐", done: "☑" } as const;

function itemPieces({ depth, mark, text }: MarkdownItem, before: Piece["before"], max: number): Piece[] {
  const sign = typeof mark === "number" ? `${mark}.` : signs[mark];
  const indent = "    ".repeat(Math.min(depth, 6));
  const parts = fit(text, max - indent.length - 12, (words) => writeInline(parseInline(words)));
  return parts.map((part, index) => ({
    text: index === 0 ? `${indent}${sign} ${part}` : part,
    before: index === 0 ? before : "\n",
  }));
}

/** Lines stay whole where they can: white space means something in code. */
function codeParts(code: string, max: number): string[] {
  const room = max - 8;
  const parts: string[] = [];
  let part = "";
  for (const line of code
    .replaceAll("```", "ˋˋˋ")
    .split("\n")
    .flatMap((each) => cutLine(each, room))) {
    const longer = part === "" ? line : `${part}\n${line}`;
    if (longer.length > room) {
      parts.push(part);
      part = line;
    } else part = longer;
  }
  return [...parts, part].filter((each) => each.trim() !== "").map((each) => `\`\`\`\n${each}\n\`\`\``);
}

function cutLine(line: string, room: number): string[] {
  const escaped = escapeText(line);
  if (escaped.length <= room) return [escaped];
  // The longest sign is five letters once it is escaped.
  return splitText(line, Math.floor(room / 5)).map(escapeText);
}
