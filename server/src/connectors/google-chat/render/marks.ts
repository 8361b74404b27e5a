import { fit, joinWithin } from "#channel/kit/markdown/fit.ts";
import { type MarkdownInline, wordsOf } from "#channel/kit/markdown/markdown.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import { tableLines } from "#channel/kit/markdown/table-lines.ts";
import { type MarkdownDialect, writeMarkdown } from "#channel/kit/markdown/write-markdown.ts";
import { splitText } from "#channel/kit/split-text.ts";

/**
 * The two languages of Google Chat: marks in a text (developers.google.com/workspace/chat/format-messages), and a few elements of HTML in a text on a
 * card ("Card text formatting").
 * @module
 */
export type Language = {
  readonly write: (markdown: string, max: number) => string[];
  /** Words without any mark, in bold. */
  readonly bold: (words: string, max: number) => string[];
  /** So that nothing in it has a meaning to Chat. */
  readonly escape: (words: string) => string;
  readonly link: (url: string, words: string) => string;
};

type Style = "strong" | "emphasis" | "strike";

type Signs = Pick<Language, "escape" | "link"> & {
  readonly style: (kind: Style, inner: string) => string;
  readonly code: (code: string) => string;
  readonly block: (code: string) => string;
  /** Units that stand around a block of code, and how much longer than the code its writing can be. */
  readonly aroundBlock: number;
  readonly growth: number;
};

function languageOf(signs: Signs): Language {
  const { escape, link, style, code, block, aroundBlock, growth } = signs;
  const inline = (parts: readonly MarkdownInline[], inside: ReadonlySet<Style> = new Set()): string =>
    parts
      .map((part): string => {
        switch (part.type) {
          case "text":
            return escape(part.text);
          case "code":
            return code(part.code);
          case "link":
            return link(part.url, wordsOf(part.children));
          case "strong":
          case "emphasis":
          case "strike": {
            const inner = inline(part.children, new Set([...inside, part.type]));
            return inside.has(part.type) || inner.trim() === "" ? inner : style(part.type, inner);
          }
        }
      })
      .join("");
  const inBold = (words: string): string => style("strong", escape(oneLine(words)));
  const codeParts = (text: string, max: number): string[] => {
    const room = max - aroundBlock;
    const lines = text
      .split("\n")
      .flatMap((line) => (line.length * growth <= room ? [line] : splitText(line, Math.floor(room / growth))));
    return joinWithin(lines, room, "\n", (part) => part.length * growth)
      .filter((part) => part.trim() !== "")
      .map(block);
  };
  const dialect: MarkdownDialect = {
    inline: (text) => inline(parseInline(text)),
    heading: (text) => inBold(wordsOf(parseInline(text))),
    sign: ({ depth, mark }) =>
      `${"  ".repeat(Math.min(depth, 6))}${typeof mark === "number" ? `${mark}.` : items[mark]} `,
    code: codeParts,
    table: (table, max) => codeParts(tableLines(table).join("\n"), max),
    rule: "———",
  };
  return {
    write: (markdown, max) => writeMarkdown(markdown, max, dialect),
    bold: (words, max) => fit(words, max, inBold),
    escape,
    link,
  };
}

const items = { bullet: "•", open: "☐", done: "☑" } as const;

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim();
}

/** Nobody sees it. It keeps a sign from beginning a mark, a mention or an item. */
const apart = "\u200b";

function escapeMarks(words: string): string {
  return words
    .replaceAll(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (mark) => `${mark}${apart}`)
    .replaceAll(/<(?=[^\s<])/g, `<${apart}`)
    .replaceAll(/^([ \t]*)([>-]|\d{1,9}[.)])(?=\s)/gm, `$1${apart}$2`);
}

/** In code nothing else is changed: it is copied. */
function withoutMentions(code: string): string {
  return code.replaceAll(/<(?=users\/)/g, `<${apart}`);
}

const marks: Readonly<Record<Style, string>> = { strong: "*", emphasis: "_", strike: "~" };

/** Texts without a card. */
export const chatText = languageOf({
  escape: escapeMarks,
  link(url, words) {
    const address = url.replaceAll("|", "%7C").replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll(/\s/g, "%20");
    const label = escapeMarks(oneLine(words)).replaceAll(/[<>|]/g, "/");
    return label === "" || words === url ? address : `<${address}|${label}>`;
  },
  style: (kind, inner) => `${marks[kind]}${inner}${marks[kind]}`,
  code: (code) => `\`${withoutMentions(code.replaceAll("`", "ˋ"))}\``,
  block: (code) => `\`\`\`\n${withoutMentions(code.replaceAll("```", "ˋˋˋ"))}\n\`\`\``,
  aroundBlock: 8,
  growth: 1.2,
});

function escapeHtml(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const elements: Readonly<Record<Style, string>> = { strong: "b", emphasis: "i", strike: "s" };

/** Texts on a card. There is no element for code. */
export const cardText = languageOf({
  escape: escapeHtml,
  link(url, words) {
    const label = oneLine(words);
    return `<a href="${escapeHtml(url).replaceAll('"', "%22")}">${escapeHtml(label === "" ? url : label)}</a>`;
  },
  style: (kind, inner) => `<${elements[kind]}>${inner}</${elements[kind]}>`,
  code: escapeHtml,
  block: escapeHtml,
  aroundBlock: 0,
  growth: 5,
});
