/**
 * A transcript as a tree of a few elements: drawn on the screen, written as HTML or as text, and built in the page that is printed.
 * One tree, so that all four say the same.
 */
export type Piece = string | Element;

export type Element = {
  tag:
    | "a"
    | "article"
    | "blockquote"
    | "br"
    | "code"
    | "del"
    | "em"
    | "h1"
    | "h2"
    | "h3"
    | "hr"
    | "li"
    | "ol"
    | "p"
    | "pre"
    | "strong"
    | "table"
    | "tbody"
    | "td"
    | "th"
    | "thead"
    | "time"
    | "tr"
    | "ul";
  attributes: Readonly<Record<string, string>>;
  children: readonly Piece[];
};

export function element(
  tag: Element["tag"],
  children: readonly Piece[] | string = [],
  attributes: Readonly<Record<string, string>> = {},
): Element {
  return { tag, attributes, children: typeof children === "string" ? [children] : children };
}

/** Elements without content and end tag. */
const empty: ReadonlySet<string> = new Set(["br", "hr"]);

/** HTML of which every character of a text and of an attribute is escaped. */
export function toHtml(piece: Piece): string {
  if (typeof piece === "string") return escape(piece);
  const { tag, attributes, children } = piece;
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`);
  const start = `<${tag}${written.join("")}>`;
  return empty.has(tag) ? start : `${start}${children.map(toHtml).join("")}</${tag}>`;
}

/** The same in the document of another window, without a parser of HTML: a page may forbid those (Trusted Types). */
export function toNode(piece: Piece, target: Document): Node {
  if (typeof piece === "string") return target.createTextNode(printable(piece));
  const node = target.createElement(piece.tag);
  for (const [name, value] of Object.entries(piece.attributes)) node.setAttribute(name, value);
  node.append(...piece.children.map((child) => toNode(child, target)));
  return node;
}

/** Text without marks, with the targets of links. Lines of what was said are indented, so that none can pass for a heading. */
export function toText(piece: Piece): string {
  if (typeof piece === "string") return printable(piece);
  const { tag, attributes, children } = piece;
  const inside = children.map(toText).join("");
  switch (tag) {
    case "a": {
      const { href = "" } = attributes;
      return isSame(inside, href) ? inside : `${inside} (${href})`;
    }
    case "br":
      return "\n";
    case "hr":
      return "----\n";
    case "h1":
    case "h2":
      return `${inside.replaceAll(/\s+/g, " ")}\n\n`;
    case "h3":
      return `${inside.replaceAll(/\s+/g, " ").trim()}\n`;
    case "article": {
      const [heading = "", ...rest] = children;
      return `${toText(heading)}${indent(rest.map(toText).join("").trimEnd(), "  ")}\n\n`;
    }
    case "blockquote":
      return `${indent(inside.trimEnd(), "> ")}\n`;
    case "li": {
      const mark = attributes["value"] === undefined ? "- " : `${attributes["value"]}. `;
      return `${mark}${indent(inside.trimEnd(), "  ").trimStart()}\n`;
    }
    case "p":
    case "pre":
      return `${inside}\n`;
    case "tr":
      return `${children.map((cell) => toText(cell).replaceAll(/\s+/g, " ")).join(" | ")}\n`;
    default:
      return inside;
  }
}

function indent(text: string, by: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? by.trimEnd() : by + line))
    .join("\n");
}

/** Whether a link's words are its address, also as a bare domain, mail address or telephone number. */
export function isSame(words: string, href: string): boolean {
  const bare = (text: string): string => text.replace(/^(?:https?:\/\/|mailto:|tel:)/i, "").replace(/\/$/, "");
  return bare(words) === bare(href);
}

/** Without the control characters that neither HTML nor a text file may have. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is searched for
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (char) => (char === "\r" ? "" : "\ufffd"));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return printable(text).replaceAll(/[&<>"']/g, (char) => entities[char] ?? char);
}
