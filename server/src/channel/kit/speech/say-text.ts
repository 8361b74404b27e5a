import { type MarkdownBlock, type MarkdownInline, wordsOf } from "#channel/kit/markdown/markdown.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import { parseMarkdown } from "#channel/kit/markdown/parse-markdown.ts";

/** A word that a text links to, and where. */
export type SaidLink = { label: string; url: string };

/**
 * A text of Markdown as a voice says it: no marks, one sentence for each item and each row, and of a link its words. Addresses are for
 * eyes: they are in `links`.
 */
export function sayText(markdown: string): { words: string; links: SaidLink[] } {
  const links: SaidLink[] = [];
  return { words: joinSentences(parseMarkdown(markdown).flatMap((block) => sayBlock(block, links))), links };
}

/** Paragraphs one after another, with a stop between them so that a voice pauses. */
export function joinSentences(parts: readonly string[]): string {
  const said = parts.map((part) =>
    part
      .replaceAll(/[^\P{Cc}\n\t]/gu, "")
      .replaceAll(/[^\S\n]+/g, " ")
      .replaceAll(/ ?\n\s*/g, "\n")
      .trim(),
  );
  return said
    .filter((part) => part !== "")
    .map((part, index, all) => (index === all.length - 1 ? part : withStop(part)))
    .join("\n");
}

/** A title has no stop of its own, and would run into what follows it. */
export function withStop(sentence: string): string {
  return sentence === "" || /[\p{P}]["'»”)\]]?$/u.test(sentence) ? sentence : `${sentence}.`;
}

function sayBlock(block: MarkdownBlock, links: SaidLink[]): string[] {
  const inline = (text: string): string => sayInline(parseInline(text), links);
  switch (block.type) {
    case "paragraph":
    case "heading":
      return [inline(block.text)];
    case "code":
      return [block.code];
    case "quote":
      return block.blocks.flatMap((each) => sayBlock(each, links));
    case "list":
      return block.items.map(({ text }) => inline(text));
    case "table":
      return block.rows.map((row) => row.map((cell, column) => withHead(block.head[column], cell, inline)).join(", "));
    case "rule":
      return [];
  }
}

/** Nobody remembers which column the third cell was of. */
function withHead(head: string | undefined, cell: string, inline: (text: string) => string): string {
  return head === undefined || head.trim() === "" ? inline(cell) : `${inline(head)}: ${inline(cell)}`;
}

function sayInline(parts: readonly MarkdownInline[], links: SaidLink[]): string {
  return parts
    .map((part): string => {
      switch (part.type) {
        case "text":
          return part.text;
        case "code":
          return part.code;
        case "strong":
        case "emphasis":
        case "strike":
          return sayInline(part.children, links);
        case "link": {
          const label = wordsOf(part.children);
          links.push({ label, url: part.url });
          return label === part.url ? sayAddress(part.url) : label;
        }
      }
    })
    .join("");
}

/** An address as people say it, without what a browser adds by itself. */
export function sayAddress(url: string): string {
  return url.replace(/^(?:https?:\/\/(?:www\.)?|mailto:|tel:)/i, "").replace(/\/$/, "");
}
