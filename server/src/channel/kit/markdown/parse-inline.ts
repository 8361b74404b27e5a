import type { MarkdownInline } from "./markdown.ts";

/**
 * Each alternative looks at a bounded piece of the text, so that the time grows with the text and not with its square. Marks inside of words are
 * none: `2*3*4`, `snake_case`.
 */
const pattern = new RegExp(
  [
    String.raw`\\(?<escaped>[!-/:-@[-\x60{-~])`,
    String.raw`(?<!\x60)(?<ticks>\x60{1,3})(?!\x60)(?<code>[^\n]{1,1000}?)(?<!\x60)\k<ticks>(?!\x60)`,
    String.raw`!?\[(?<label>[^[\]\n]{0,500})\]\(<?(?<url>(?:https?:\/\/|mailto:|tel:)[^\s()<>]{0,3000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500}){0,9})>?(?: {1,9}"[^"\n]{0,500}")?\)`,
    String.raw`<(?<address>(?:https?:\/\/|mailto:|tel:)[^\s<>]{1,3000})>`,
    String.raw`<(?<mail>[\w.+-]{1,100}@[\w-]{1,100}(?:\.[\w-]{1,100}){1,9})>`,
    String.raw`(?<bare>https?:\/\/[^\s<>[\]()*"\x60~]+(?:\([^\s()<>]{0,500}\)[^\s<>[\]()*"\x60~]*)*)`,
    String.raw`(?<![\w*])\*{3}(?=[^\s*])(?<both>[^*\n]{1,500})(?<=\S)\*{3}(?![\w*])`,
    String.raw`(?<![\w*])\*\*(?=[^\s*])(?<strong>(?:[^*\n]|\*(?!\*)|\*(?=\*\*(?!\*))){1,500}?)(?<=\S)\*\*(?![\w*])`,
    String.raw`(?<![\w*])\*(?=[^\s*])(?<emphasis>[^*\n]{1,500})(?<=\S)\*(?![\w*])`,
    String.raw`(?<!\w)__(?=[^\s_])(?<strongToo>(?:[^_\n]|_(?!_)){1,500}?)(?<=\S)__(?!\w)`,
    String.raw`(?<!\w)_(?=[^\s_])(?<emphasisToo>(?:[^_\n]|(?<=[^\W_])_(?=[^\W_])){1,500}?)(?<=\S)_(?!\w)`,
    String.raw`~~(?=[^\s~])(?<strike>[^~\n]{1,500})(?<=\S)~~`,
    String.raw`<br *\/?>(?<newline>)`,
  ].join("|"),
  "giu",
);

/** Emphasis in emphasis in emphasis: more is a mistake, and its marks stay. */
const deepest = 4;

/** Reads the marks inside of a text. */
export function parseInline(text: string, depth = 0): MarkdownInline[] {
  // Most texts have no mark at all.
  if (depth > deepest || !/[\\`*_~<]|\]\(|https?:/i.test(text)) return toText(text);
  const parts: MarkdownInline[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const before = text.slice(end, match.index);
    if (before !== "") parts.push({ type: "text", text: before });
    parts.push(...toParts(match.groups ?? {}, depth + 1));
    end = match.index + match[0].length;
  }
  parts.push(...toText(text.slice(end)));
  return joined(parts);
}

type Found = Readonly<Record<string, string | undefined>>;

function toParts(found: Found, depth: number): MarkdownInline[] {
  const { escaped, code, label, url, address, mail, bare, both, newline } = found;
  if (escaped !== undefined) return toText(escaped);
  if (newline !== undefined) return toText("\n");
  if (code !== undefined) return [{ type: "code", code: code.replace(/^ (.*\S.*) $/, "$1") }];
  if (url !== undefined) return [toLink(url, label ?? "", depth)];
  if (address !== undefined) return [toLink(address, "", depth)];
  if (mail !== undefined) return [toLink(`mailto:${mail}`, "", depth)];
  if (bare !== undefined) return bareLink(bare);
  const strong = found["strong"] ?? found["strongToo"];
  const emphasis = found["emphasis"] ?? found["emphasisToo"];
  if (both !== undefined)
    return [{ type: "strong", children: [{ type: "emphasis", children: parseInline(both, depth) }] }];
  if (strong !== undefined) return [{ type: "strong", children: parseInline(strong, depth) }];
  if (emphasis !== undefined) return [{ type: "emphasis", children: parseInline(emphasis, depth) }];
  return [{ type: "strike", children: parseInline(found["strike"] ?? "", depth) }];
}

/** A link without a label shows its address. A link in a label is none. */
function toLink(url: string, label: string, depth: number): MarkdownInline {
  const shown = url.replace(/^(?:mailto|tel):/i, "");
  const words = label.trim() === "" ? shown : label;
  const children = words === shown ? toText(shown) : withoutLinks(parseInline(words, depth));
  return { type: "link", url, children };
}

/** The sign that ends a sentence is no part of an address. */
function bareLink(found: string): MarkdownInline[] {
  const [end = ""] = /(?<![.,;:!?'_])[.,;:!?'_]+$/.exec(found) ?? [];
  const url = found.slice(0, found.length - end.length);
  return [{ type: "link", url, children: toText(url) }, ...toText(end)];
}

function withoutLinks(parts: readonly MarkdownInline[]): MarkdownInline[] {
  return parts.flatMap((part) => (part.type === "link" ? part.children : [part]));
}

function toText(text: string): MarkdownInline[] {
  return text === "" ? [] : [{ type: "text", text }];
}

function joined(parts: readonly MarkdownInline[]): MarkdownInline[] {
  const all: MarkdownInline[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.type === "text" && last?.type === "text")
      all[all.length - 1] = { type: "text", text: last.text + part.text };
    else all.push(part);
  }
  return all;
}
