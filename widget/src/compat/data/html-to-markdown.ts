/** What each element becomes, before and behind its content. Other elements leave their content alone. */
const marks: Readonly<Record<string, readonly [before: string, behind: string]>> = {
  b: ["**", "**"],
  strong: ["**", "**"],
  i: ["*", "*"],
  em: ["*", "*"],
  code: ["`", "`"],
  br: ["\n", ""],
  p: ["", "\n\n"],
  div: ["", "\n"],
  li: ["- ", "\n"],
  ul: ["\n", "\n"],
  ol: ["\n", "\n"],
};

/** Of these the content is no text either. */
const silent = /<(script|style|template|iframe)\b[^]*?(<\/\1\s*>|$)/gi;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u00A0" };

/**
 * The HTML that Tock's bots write, in the marks that this chat draws. Nothing of it is ever parsed by the browser, so nothing in it can
 * run.
 */
export function htmlToMarkdown(html: string): string {
  if (!/[<&]/.test(html)) return html;
  const links: string[] = [];
  const text = html
    .replaceAll(silent, "")
    .replaceAll(/<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>/gi, (_, end, tag, attributes) => {
      const name = String(tag).toLowerCase();
      const isEnd = end === "/";
      if (name === "a") return isEnd ? `](${links.pop() ?? ""})` : `[${beginLink(links, String(attributes))}`;
      const [before, behind] = marks[name] ?? ["", ""];
      return isEnd ? behind : before;
    });
  return decode(text)
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

function beginLink(links: string[], attributes: string): string {
  const [, , href = ""] = /\bhref\s*=\s*(["'])(.*?)\1/i.exec(attributes) ?? [];
  links.push(decode(href).replaceAll(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`));
  return "";
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
