import { fit, joinWithin } from "#channel/kit/markdown/fit.ts";
import type { MarkdownBlock, MarkdownInline } from "#channel/kit/markdown/markdown.ts";
import { wordsOf } from "#channel/kit/markdown/markdown.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import { parseMarkdown } from "#channel/kit/markdown/parse-markdown.ts";
import { tableLines } from "#channel/kit/markdown/table-lines.ts";
import { splitText } from "#channel/kit/split-text.ts";
import type { CardElement, TextBlock } from "#connectors/teams/message.ts";
import { limits } from "#connectors/teams/limits.ts";
import { lengthOf } from "./lengths.ts";

/** Nobody sees it; it keeps what looks like a character reference from becoming the character. */
const apart = "\u200b";

/** What is no mark in Markdown is none on a card: bold, italics, links and lists are what Teams reads there ("Format cards in Teams"). */
export function literal(text: string): string {
  return (
    text
      .replaceAll(/\\(?=[!-/:-@[-`{-~])/g, "\\\\")
      .replaceAll(/\*(?=\S)|(?<=\S)\*/g, String.raw`\*`)
      // Inside of a word it is no mark.
      .replaceAll(/(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu, String.raw`\_`)
      .replaceAll(/\[(?=[^\]\n]{0,500}\]\()/g, String.raw`\[`)
      .replaceAll(/&(?=#?\w{1,30};)/g, `&${apart}`)
  );
}

/** What stands at the beginning of a line may be a mark there. */
function literalLine(line: string): string {
  return line.replace(/^(\s{0,3})([-+#>]|\d{1,9}[.)])(?=\s)/, (_all, indent: string, mark: string) => {
    return `${indent}${mark.slice(0, -1)}\\${mark.slice(-1)}`;
  });
}

export function textBlock(text: string, more: Partial<TextBlock> = {}): TextBlock {
  return { type: "TextBlock", text, wrap: true, ...more };
}

/** Markdown in texts of a card, each of at most `limits.text` units. */
export function toTextBlocks(markdown: string): CardElement[] {
  return blocksOf(parseMarkdown(markdown));
}

/** Words without any mark, in bold. */
export function toBoldBlocks(words: string): CardElement[] {
  return fit(words, limits.text, oneLine, lengthOf).map((text) =>
    textBlock(text, { weight: "Bolder", size: "Medium" }),
  );
}

/** Lines that are written already, each below the other. */
export function linesToBlocks(lines: readonly string[], more: Partial<TextBlock> = {}): CardElement[] {
  return joinWithin(lines, limits.text, "\n", lengthOf).map((text) => textBlock(text, more));
}

/** Words as lines of a list that fit each, however the signs in them are written. */
export function toListLines(words: string): string[] {
  return splitText(words.replaceAll(/\s+/g, " "), limits.text / 8).map((part) => `- ${literal(part)}`);
}

export function oneLine(words: string): string {
  return literalLine(literal(words.replaceAll(/\s+/g, " ").trim()));
}

function blocksOf(blocks: readonly MarkdownBlock[]): CardElement[] {
  return blocks.flatMap((block): CardElement[] => {
    switch (block.type) {
      case "paragraph":
        return fit(block.text, limits.text, writeLines, lengthOf).map((text) => textBlock(text));
      case "heading":
        return fit(block.text, limits.text, (text) => oneLine(wordsOf(parseInline(text))), lengthOf).map((text) =>
          textBlock(text, { weight: "Bolder", size: "Medium", style: "heading" }),
        );
      case "code":
        return monospaced(block.code.split("\n"));
      case "list":
        return listBlocks(block);
      case "quote":
        return blocksOf(block.blocks).map((item) => ({ type: "Container", style: "emphasis", items: [item] }));
      case "table":
        return monospaced(tableLines(block));
      case "rule":
        return [textBlock("———")];
    }
  });
}

const boxes = { bullet: "", open: "☐ ", done: "☑ " } as const;

function listBlocks({ items }: Extract<MarkdownBlock, { type: "list" }>): CardElement[] {
  const lines = items.flatMap(({ depth, mark, text }) => {
    const sign = typeof mark === "number" ? `${mark}. ` : `- ${boxes[mark]}`;
    const indent = "    ".repeat(Math.min(depth, 6));
    const write = (words: string): string => writeInline(parseInline(words)).replaceAll("\n", " ");
    return fit(text, limits.text - 100, write, lengthOf).map((part) => `${indent}${sign}${part}`);
  });
  return linesToBlocks(lines);
}

/** A card has no preformatted text. Blanks that must stay are such that cannot be left out. */
function monospaced(lines: readonly string[]): CardElement[] {
  const write = (line: string): string =>
    literalLine(literal(line)).replaceAll(/ {2}|^ /g, (blanks) => "\u00a0".repeat(blanks.length));
  const written = lines.flatMap((line) => {
    const whole = write(line);
    return lengthOf(whole) <= limits.text ? [whole] : splitText(line, Math.floor(limits.text / 8)).map(write);
  });
  return joinWithin(written, limits.text, "\n\n", lengthOf)
    .filter((part) => part.trim() !== "")
    .map((part) => textBlock(part, { fontType: "Monospace" }));
}

/** A line break takes two in a text of a card. */
function writeLines(text: string): string {
  return writeInline(parseInline(text)).split("\n").map(literalLine).join("\n\n");
}

/** `style`: the marks that stand around it already. */
function writeInline(parts: readonly MarkdownInline[], style: ReadonlySet<string> = new Set()): string {
  return parts
    .map((part): string => {
      switch (part.type) {
        case "text":
          return literal(part.text);
        case "code":
          return literal(part.code);
        case "link":
          return writeLink(part.url, wordsOf(part.children));
        case "strike":
          return writeInline(part.children, style);
        case "strong":
        case "emphasis": {
          const inner = writeInline(part.children, new Set([...style, part.type]));
          if (style.has(part.type) || inner.trim() === "") return inner;
          const mark = part.type === "strong" ? "**" : "_";
          return `${mark}${inner}${mark}`;
        }
      }
    })
    .join("");
}

export function writeLink(url: string, words: string): string {
  const shown = literal(words.replaceAll(/\s+/g, " ").trim()).replaceAll(/(?<!\\)[[\]]/g, String.raw`\$&`);
  const address = url.replaceAll("(", "%28").replaceAll(")", "%29");
  return `[${shown === "" ? address : shown}](${address})`;
}
