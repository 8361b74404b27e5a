import { safeUrl } from "#react/message/safe-url.ts";

export type Inline =
  | { type: "text"; text: string }
  | { type: "code"; text: string }
  | { type: "strong" | "em" | "del"; children: Inline[] }
  | { type: "link"; href: string; children: Inline[] };

const marks = { "**": "strong", __: "strong", "~~": "del", "*": "em", _: "em" } as const;
type Mark = keyof typeof marks;

/** Marks that are nested deeper are shown as written. */
const maxDepth = 6;

/**
 * Reads bold, italic, struck and code text, links and bare http(s) addresses. Everything else stays as it is.
 * @param growing the text is not complete: a mark without a partner applies to the rest of it.
 */
export function parseInline(text: string, growing = false): Inline[] {
  return parse(text, { depth: 0, links: true, growing });
}

/** Turns bare addresses into links and reads no marks: for the text of a visitor, who meant none. */
export function linkify(text: string): Inline[] {
  return scan(text, /https?:\/\//gi, (at) => readAddress(text, at));
}

function parse(text: string, context: Context): Inline[] {
  const scope = { ...context, hopeless: new Set<string>() };
  return scan(text, /[`[*_~\\]|!\[|https?:\/\//gi, (at) => readAt(text, at, scope));
}

/**
 * Reads the text from left to right: the finds of `read` where `special` matches, and the text between them.
 * An empty find is refused: it makes no progress, and the loop would hang the page for good.
 */
function scan(text: string, special: RegExp, read: (at: number) => Found | undefined): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (let match = special.exec(text); match !== null; match = special.exec(text)) {
    const found = read(match.index);
    if (found === undefined || found.end <= match.index) continue;
    pushText(parts, text.slice(from, match.index));
    parts.push(found.node);
    from = found.end;
    special.lastIndex = from;
  }
  pushText(parts, text.slice(from));
  return parts;
}

type Found = { node: Inline; end: number };
type Context = { depth: number; links: boolean; growing: boolean };
/** `hopeless`: marks without a partner in the rest of the text. Each is searched for once, so that time stays linear. */
type Scope = Context & { hopeless: Set<string> };

function readAt(text: string, at: number, scope: Scope): Found | undefined {
  const char = text[at] ?? "";
  if (char === "`") return readCode(text, at, scope);
  if (char === "\\") return readEscape(text, at);
  // A picture from any server would tell that server who reads this, so it becomes a link.
  if (char === "!") return scope.links ? readLink(text, at + 1, scope) : undefined;
  if (char === "[") return scope.links ? readLink(text, at, scope) : undefined;
  if (char.toLowerCase() === "h") return scope.links ? readAddress(text, at) : undefined;
  const double = char + char;
  const mark = text.startsWith(double, at) ? double : char;
  return isMark(mark) ? readMarked(text, at, mark, scope) : undefined;
}

function readEscape(text: string, at: number): Found | undefined {
  const next = text[at + 1] ?? "";
  return /[!-/:-@[-`{-~]/.test(next) ? { node: { type: "text", text: next }, end: at + 2 } : undefined;
}

function readCode(text: string, at: number, { hopeless, growing }: Scope): Found | undefined {
  let end = hopeless.has("`") ? -1 : text.indexOf("`", at + 1);
  if (end === -1 && growing) end = text.length;
  if (end === -1) hopeless.add("`");
  if (end <= at + 1) return undefined;
  return { node: { type: "code", text: text.slice(at + 1, end) }, end: end + 1 };
}

function readLink(text: string, at: number, scope: Scope): Found | undefined {
  const match = /\[([^[\]\n]{1,500})\]\(([^\s()]{1,2083}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?)(?: "[^"\n]{0,200}")?\)/y;
  match.lastIndex = at;
  const [whole, label = "", url = ""] = match.exec(text) ?? [];
  const href = safeUrl(url);
  if (whole === undefined) return scope.growing ? readHalfLink(text, at) : undefined;
  if (href === undefined) return undefined;
  const children = parse(label, { ...scope, depth: scope.depth + 1, links: false });
  return { node: { type: "link", href, children }, end: at + whole.length };
}

/** Only the label, until the address is complete. `[1]` names a source, and is no link. */
function readHalfLink(text: string, at: number): Found | undefined {
  const match = /\[((?!\d)[^[\]\n]{0,500})(?:\](?:\([^\s()]{0,2083})?)?$/y;
  match.lastIndex = at;
  const label = match.exec(text)?.[1];
  return label === undefined ? undefined : { node: { type: "text", text: label }, end: text.length };
}

function readAddress(text: string, at: number): Found | undefined {
  const match = /https?:\/\/[^\s<>"“”«»]+/iy;
  match.lastIndex = at;
  const address = trimAddress(match.exec(text)?.[0] ?? "");
  if (!/^https?:\/\/./i.test(address) || safeUrl(address) === undefined) return undefined;
  return {
    node: { type: "link", href: address, children: [{ type: "text", text: address }] },
    end: at + address.length,
  };
}

/** Punctuation after an address belongs to the sentence, and so does a closing bracket that the address did not open. */
function trimAddress(address: string): string {
  const trimmed = address.replace(/[.,;:!?'’*_~\]]+$/, "");
  if (!trimmed.endsWith(")") || trimmed.split("(").length >= trimmed.split(")").length) return trimmed;
  return trimAddress(trimmed.slice(0, -1));
}

function readMarked(text: string, at: number, mark: Mark, scope: Scope): Found | undefined {
  if (scope.depth >= maxDepth || scope.hopeless.has(mark) || !opens(text, at, mark)) return undefined;
  const holdsOn = scope.growing && !isWord(text[at - 1]); // `5*3` is a sum.
  const start = at + mark.length;
  for (let end = text.indexOf(mark, start + 1); end !== -1; end = text.indexOf(mark, end + 1)) {
    if (!closes(text, end, mark)) continue;
    // Of three marks in a row the first closes the inner text: `**a *b***`.
    const inner = mark.length === 2 && text.startsWith(mark, end + 1) ? end + 1 : end;
    return { node: { type: marks[mark], children: inside(inner) }, end: inner + mark.length };
  }
  if (holdsOn) return { node: { type: marks[mark], children: inside(text.length) }, end: text.length };
  scope.hopeless.add(mark);
  return undefined;

  function inside(end: number): Inline[] {
    return parse(text.slice(start, end), { ...scope, depth: scope.depth + 1 });
  }
}

const isMark = (text: string): text is Mark => text in marks;
const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);

/** `2 * 3` and `snake_case` contain no marks. */
function opens(text: string, at: number, mark: Mark): boolean {
  if (isSpace(text[at + mark.length])) return false;
  return !(mark.startsWith("_") && isWord(text[at - 1]));
}

function closes(text: string, at: number, mark: Mark): boolean {
  const after = text[at + mark.length];
  if (isSpace(text[at - 1])) return false;
  if (mark.length === 1 && (after === mark || text[at - 1] === mark)) return false;
  return !(mark.startsWith("_") && isWord(after));
}

function pushText(parts: Inline[], text: string): void {
  if (text !== "") parts.push({ type: "text", text });
}
