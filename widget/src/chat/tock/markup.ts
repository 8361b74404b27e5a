/** The elements of HTML that a message may show. A word in angle brackets that is none of them is no markup: "write to <name>". */
export const shownTags = (
  "a abbr b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li mark ol p pre s small span strong sub sup " +
  "table tbody td tfoot th thead tr u ul"
).split(" ");

const tag = new RegExp(`</?(?:${shownTags.join("|")})(?:\\s[^<>]*)?/?>`, "i");
const entity = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][\da-z]{1,30});/gi;
const known: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u{A0}" };

/** Whether a text is HTML: it has an element of it, or a named character that only a parser of HTML knows. */
export function hasMarkup(text: string): boolean {
  return tag.test(text) || [...text.matchAll(entity)].some(([, name = ""]) => decodeOne(name) === undefined);
}

/**
 * The characters of a text without markup. Bots escape `<` and `&` for Tock's React kit, which shows every text as HTML.
 */
export function decodeEntities(text: string): string {
  return text.replaceAll(entity, (whole, name: string) => decodeOne(name) ?? whole);
}

/** The words of HTML: for voices, and where its code cannot be fetched. */
export function wordsOfMarkup(html: string): string {
  const words = html
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replaceAll(
      /<img\b[^>]*?\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi,
      (_, double = "", single = "") => double + single,
    )
    .replaceAll(/<(br|hr)\b[^>]*>|<\/(p|div|li|h[1-6]|tr|blockquote|pre|dd|dt)\s*>/gi, "\n")
    .replaceAll(/<\/?[a-z][^>]*>/gi, "");
  return decodeEntities(words)
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n[ \n]*/g, "\n")
    .trim();
}

function decodeOne(name: string): string | undefined {
  if (name[0] !== "#") return Object.hasOwn(known, name) ? known[name] : undefined;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  // Zero and halves of a pair are no characters; a parser of HTML shows this one for them, too.
  const isCharacter = code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
  return isCharacter ? String.fromCodePoint(code) : "\u{FFFD}";
}
