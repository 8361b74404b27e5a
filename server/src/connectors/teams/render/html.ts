import { fit, joinWithin } from "#channel/kit/markdown/fit.ts";
import type { MarkdownBlock, MarkdownInline, MarkdownItem } from "#channel/kit/markdown/markdown.ts";
import { wordsOf } from "#channel/kit/markdown/markdown.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import { parseMarkdown } from "#channel/kit/markdown/parse-markdown.ts";
import { tableLines } from "#channel/kit/markdown/table-lines.ts";
import { splitText } from "#channel/kit/split-text.ts";
import { lengthOf } from "./lengths.ts";

/** What a bot quotes makes no element, so nobody is mentioned by it. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/**
 * Markdown as the HTML of Teams' messages, in parts of at most `max` units of JSON. Of its elements those are used that all devices show ("Format your
 * bot messages"); lists have signs of their own.
 */
export function toHtml(markdown: string, max: number): string[] {
  return joinWithin(piecesOf(parseMarkdown(markdown), max), max, "", lengthOf);
}

/** Words without any mark, in bold. */
export function toBoldHtml(words: string, max: number): string[] {
  return fit(words, max, bold, lengthOf);
}

function bold(words: string): string {
  return `<p><b>${escapeHtml(words.replaceAll(/\s+/g, " ").trim())}</b></p>`;
}

function piecesOf(blocks: readonly MarkdownBlock[], max: number): string[] {
  return blocks.flatMap((block): string[] => {
    switch (block.type) {
      case "paragraph":
        return fit(block.text, max, (text) => `<p>${writeLines(text)}</p>`, lengthOf);
      case "heading":
        return fit(block.text, max, (text) => bold(wordsOf(parseInline(text))), lengthOf);
      case "code":
        return preformatted(block.code.split("\n"), max);
      case "list":
        return listPieces(block.items, max);
      case "quote":
        return piecesOf(block.blocks, max - 40).map((piece) => `<blockquote>${piece}</blockquote>`);
      case "table":
        return preformatted(tableLines(block), max);
      case "rule":
        return ["<p>———</p>"];
    }
  });
}

const signs = { bullet: "•", open: "☐", done: "☑" } as const;

function listPieces(items: readonly MarkdownItem[], max: number): string[] {
  const lines = items.flatMap(({ depth, mark, text }) => {
    const sign = typeof mark === "number" ? `${mark}.` : signs[mark];
    const indent = "&nbsp;".repeat(4 * Math.min(depth, 6));
    return fit(text, max - 200, writeLines, lengthOf).map((part, index) =>
      index === 0 ? `${indent}${sign} ${part}` : part,
    );
  });
  return joinWithin(lines, max - 20, "<br>", lengthOf).map((part) => `<p>${part}</p>`);
}

/** Lines stay whole where they can: white space means something in code. */
function preformatted(lines: readonly string[], max: number): string[] {
  const room = max - 20;
  const written = lines.flatMap((line) => {
    const whole = escapeHtml(line);
    // A sign may be six letters once it is escaped.
    return lengthOf(whole) <= room ? [whole] : splitText(line, Math.floor(room / 8)).map(escapeHtml);
  });
  return joinWithin(written, room, "\n", lengthOf)
    .filter((part) => part.trim() !== "")
    .map((part) => `<pre>${part}</pre>`);
}

function writeLines(text: string): string {
  return writeInline(parseInline(text)).replaceAll("\n", "<br>");
}

const elements = { strong: "b", emphasis: "i", strike: "s" } as const;

function writeInline(parts: readonly MarkdownInline[]): string {
  return parts
    .map((part): string => {
      switch (part.type) {
        case "text":
          return escapeHtml(part.text);
        case "code":
          return `<code>${escapeHtml(part.code)}</code>`;
        case "link":
          return writeHtmlLink(part.url, wordsOf(part.children));
        case "strong":
        case "emphasis":
        case "strike": {
          const element = elements[part.type];
          return `<${element}>${writeInline(part.children)}</${element}>`;
        }
      }
    })
    .join("");
}

export function writeHtmlLink(url: string, words: string): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(words.trim() === "" ? url : words)}</a>`;
}
