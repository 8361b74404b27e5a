import type { KeptParts } from "./kept-parts.ts";

/** The tags that people and models write into a text. Anything else in angle brackets is what somebody wants to say. */
const tags =
  "a|abbr|address|article|b|big|blockquote|br|caption|center|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|img|ins|kbd|li|main|mark|nav|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var";
const link =
  /<a\b[^<>]{0,500}?\bhref\s*=\s*["']?((?:https?:\/\/|mailto:|tel:)[^\s"'<>]+)["']?[^<>]{0,500}>([^<>]{0,500})<\/a\s*>/gi;
const unseen = /<(script|style|template|title|head)\b[^<>]{0,500}>[\s\S]{0,2000}?<\/\1\s*>/gi;
const comment = /<!--[\s\S]*?-->/g;
// Spaces are looked at from their first one only: from each of them, the time would grow with the square of their number.
const breaks = /(?<![ \t])[ \t]*<(?:br|hr)\b[^<>]{0,100}\/?>[ \t]*\n?/gi;
const items = /(?:\n|(?<![ \t]))[ \t]*<li\b[^<>]{0,500}>\s*/gi;
const ends = /<\/(?:p|div|h[1-6]|ul|ol|tr|table|blockquote|pre|section|article|dd|dt)\s*>[ \t]*\n?/gi;
const cells = /<\/(?:td|th)\s*>\s*(?=<t[dh]\b)/gi;
const anyTag = new RegExp(String.raw`<\/?(?:${tags})(?:\s[^<>]{0,1000})?\/?>`, "gi");

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\u00a0"],
  ["hellip", "…"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["euro", "€"],
  ["copy", "©"],
]);

/** Takes the tags of HTML out of a text, and writes its signs (`&amp;`) as what they stand for. */
export function stripHtml(text: string, kept: KeptParts): string {
  const withoutTags = text.includes("<") ? stripTags(text, kept) : text;
  // What they stand for is a sign, and no mark.
  return withoutTags.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (all, decimal, hex, name) => {
    const sign = readSign(decimal as string | undefined, hex as string | undefined, name as string | undefined);
    return sign === undefined ? all : kept.keep(sign);
  });
}

/** Each comment is looked for up to its end; one without an end would be looked for through the whole text, again and again. */
function withoutComments(text: string): string {
  const end = text.lastIndexOf("-->") + 3;
  return end < 3 ? text : text.slice(0, end).replaceAll(comment, "") + text.slice(end);
}

function stripTags(text: string, kept: KeptParts): string {
  return withoutComments(text)
    .replaceAll(unseen, "")
    .replaceAll(link, (_all, url: string, label: string) => {
      const shown = url.replace(/^(?:mailto|tel):/i, "").replaceAll("&amp;", "&");
      return label.trim() === "" || label.trim() === shown ? kept.keep(shown) : `${label} (${kept.keep(shown)})`;
    })
    .replaceAll(breaks, "\n")
    .replaceAll(items, "\n• ")
    .replaceAll(cells, ", ")
    .replaceAll(ends, "\n")
    .replaceAll(anyTag, "");
}

function readSign(decimal?: string, hex?: string, name?: string): string | undefined {
  if (name !== undefined) return entities.get(name.toLowerCase());
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  const isSign = code >= 32 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
  return isSign ? String.fromCodePoint(code) : undefined;
}
