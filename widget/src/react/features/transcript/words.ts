import { maxDepth, parseBlocks, splitItems, type Block } from "#react/message/rich-text/blocks.ts";
import { type Inline, linkify, parseInline } from "#react/message/rich-text/inline.ts";
import { parseTable } from "#react/extras/parse-table.ts";
import { element, isSame, type Piece, toText } from "./piece.ts";

/** A bot's text, as Markdown. */
export function wordsOfBot(text: string, address: Address, depth = 0): Piece[] {
  if (text === "") return [];
  if (depth > maxDepth) return [paragraph([text])];
  return parseBlocks(text).map((block) => ofBlock(block, address, depth));
}

/** Makes an address that is good outside of this page. Undefined: it leads nowhere, or must not be followed. */
export type Address = (url: string) => string | undefined;

/** A visitor's text, as it was typed. */
export function wordsOfVisitor(text: string, address: Address): Piece[] {
  return text === "" ? [] : [paragraph(ofInlines(linkify(text), address))];
}

/** What was said has a direction of its own, whatever that of the page is. */
export function paragraph(children: readonly Piece[]): Piece {
  return element("p", children, { dir: "auto" });
}

/** A link, or its words and what it would lead to. */
export function link(words: readonly Piece[], url: string, address: Address): Piece[] {
  const href = address(url);
  if (href === undefined) return [...words];
  const named = isSame(words.map(toText).join(""), href) ? {} : { "data-named": "" };
  return [element("a", words, { href, ...named, rel: "noopener noreferrer", target: "_blank" })];
}

function ofBlock(block: Block, address: Address, depth: number): Piece {
  const { type, source } = block;
  switch (type) {
    case "paragraph":
      return paragraph(ofInlines(parseInline(source), address));
    case "heading":
      return paragraph([element("strong", ofInlines(parseInline(source), address))]);
    case "quote":
      return element("blockquote", wordsOfBot(source, address, depth + 1), { dir: "auto" });
    case "code":
      return element("pre", [element("code", source)], { dir: "ltr" });
    case "rule":
      return element("hr");
    case "bullets":
      return element("ul", items(source, address, depth), { dir: "auto" });
    case "numbers":
      return element("ol", items(source, address, depth), { dir: "auto" });
    case "table": {
      const { head, rows } = parseTable(source);
      const row = (tag: "td" | "th", cells: string[]): Piece =>
        element(
          "tr",
          cells.map((cell) => element(tag, ofInlines(parseInline(cell), address), { dir: "auto" })),
        );
      return element("table", [
        element("thead", [row("th", head)]),
        element(
          "tbody",
          rows.map((cells) => row("td", cells)),
        ),
      ]);
    }
  }
}

function items(source: string, address: Address, depth: number): Piece[] {
  return splitItems(source).map(({ text, number }) =>
    element("li", wordsOfBot(text, address, depth + 1), number === undefined ? {} : { value: String(number) }),
  );
}

function ofInlines(inlines: readonly Inline[], address: Address): Piece[] {
  return inlines.flatMap((inline) => {
    switch (inline.type) {
      case "text":
        return [inline.text];
      case "code":
        return [element("code", inline.text)];
      case "link":
        return link(ofInlines(inline.children, address), inline.href, address);
      case "strong":
      case "em":
      case "del":
        return [element(inline.type, ofInlines(inline.children, address))];
    }
  });
}
