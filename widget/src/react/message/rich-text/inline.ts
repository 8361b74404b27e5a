import { safeUrl } from "#react/message/safe-url.ts";
import { findAddress } from "./address.ts";

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
 * Reads bold, italic, struck and code text, links and bare web addresses. Everything else stays as it is.
 * @param growing the text is not complete: a mark without a partner applies to the rest of it.
 */
export function parseInline(text: string, growing = false): Inline[] {
  return parse(text, { depth: 0, links: true, growing });
}

/** Turns bare addresses into links and reads no marks: for the text of a visitor, who meant none. */
export function linkify(text: string): Inline[] {
  return scan(text, /https?:\/\/|www\./gi, (at) => readAddress(text, at));
}

function parse(text: string, context: Context): Inline[] {
  const scope = { ...context, hopeless: new Set<string>() };
  return scan(text, /`+|\*+|_+|~+|[[\\<]|!\[|https?:\/\/|www\./gi, (at, start) => readAt(text, at, start, scope));
}

/**
 * Reads the text from left to right: the finds of `read` where `special` matches, and the text between them.
 * An empty find is refused: it makes no progress, and the loop would hang the page for good.
 */
function scan(text: string, special: RegExp, read: (at: number, start: string) => Found | undefined): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (let match = special.exec(text); match !== null; match = special.exec(text)) {
    const found = read(match.index, match[0]);
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

/** `start`: what begins here. All neighbouring marks of one kind are read together. */
function readAt(text: string, at: number, start: string, scope: Scope): Found | undefined {
  const char = start.charAt(0);
  if (char === "\\") return readEscape(text, at);
  if (char === "`") return readCode(text, at, start, scope);
  // A picture from any server would tell that server who reads this, so it becomes a link.
  if (/[!<[hw]/i.test(char)) return scope.links ? readLink(text, at, char, scope) : undefined;
  const mark = start.length > 1 ? char + char : char;
  // A row of stars or lines hides or separates something, or is to be filled in.
  return isMark(mark) && start.length < 4 ? readMarked(text, at, mark, scope) : undefined;
}

function readEscape(text: string, at: number): Found | undefined {
  const next = text[at + 1] ?? "";
  return /[!-/:-@[-`{-~]/.test(next) ? { node: { type: "text", text: next }, end: at + 2 } : undefined;
}

/** The closing run has as many marks as the opening one, so that code may contain shorter and longer ones. */
function readCode(text: string, at: number, run: string, { hopeless, growing }: Scope): Found | undefined {
  const start = at + run.length;
  let end = hopeless.has(run) ? -1 : findRun(text, start, run);
  if (end === -1 && growing) end = text.length;
  if (end === -1) hopeless.add(run);
  const code = text.slice(start, Math.max(start, end));
  // Without words it would be an empty box.
  return isBlank(code) ? undefined : { node: { type: "code", text: code }, end: end + run.length };
}

function findRun(text: string, from: number, run: string): number {
  for (let at = text.indexOf(run, from); at !== -1; at = text.indexOf(run, at)) {
    const [found = ""] = match(/`+/y, text, at);
    if (found === run) return at;
    at += found.length;
  }
  return -1;
}

function readLink(text: string, at: number, char: string, scope: Scope): Found | undefined {
  if (char === "<") {
    const [whole = "", address = ""] = match(/<((?:https?:\/\/|mailto:|tel:)[^\s<>]+)>/iy, text, at);
    return safeUrl(address) === undefined || address === ""
      ? undefined
      : { node: linkTo(address, [{ type: "text", text: address }]), end: at + whole.length };
  }
  if (char !== "!" && char !== "[") return readAddress(text, at);
  const [opening = "", label = ""] = match(/!?\[([^[\]\n]{0,500})\]\(/y, text, at);
  const from = at + opening.length;
  const to = opening === "" ? from : endOfTarget(text, from);
  const [closing = "", title = ""] = match(/(?: +"([^"\n]{0,200})")?\)/y, text, to);
  if (closing === "") return scope.growing ? readHalfLink(text, at) : undefined;
  if (from === to) return undefined;
  const url = text.slice(from, to).replace(/^<(.*)>$/, "$1");
  if (safeUrl(url) === undefined) return undefined;
  const children = parse(isBlank(label) ? url : label, { ...scope, depth: scope.depth + 1, links: false });
  pushText(children, title && ` (${title})`);
  return { node: linkTo(url, children), end: to + closing.length };
}

/** The end of a link's address: a space, or the bracket that closes the link. The address may contain pairs of brackets. */
function endOfTarget(text: string, from: number): number {
  const stop = /[\s()]|$/g;
  stop.lastIndex = from;
  for (let open = 0; open < 20;) {
    const at = stop.exec(text)?.index ?? from;
    if (text[at] === "(") open += 1;
    else if (text[at] !== ")" || open-- === 0) return at;
    stop.lastIndex = at + 1;
  }
  return from;
}

/** Without its protocol the browser would look for the address on the host's own site. */
function linkTo(url: string, children: Inline[]): Inline {
  return { type: "link", href: /^www\./i.test(url) ? `https://${url}` : url, children };
}

/** Only the label, until the address is complete. `[1]` names a source, and is no link. */
function readHalfLink(text: string, at: number): Found | undefined {
  const [, label] = match(/!?\[((?!\d)[^[\]\n]{0,500})(?:\](?:\([^\s]{0,2083})?)?$/y, text, at);
  return label === undefined ? undefined : { node: { type: "text", text: label }, end: text.length };
}

function readAddress(text: string, at: number): Found | undefined {
  const address = findAddress(text, at);
  if (address === undefined) return undefined;
  const { href, shown, end } = address;
  return { node: { type: "link", href, children: [{ type: "text", text: shown }] }, end };
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

function match(pattern: RegExp, text: string, at: number): readonly (string | undefined)[] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? [];
}

const isMark = (text: string): text is Mark => text in marks;
const isBlank = (text: string): boolean => text.trim() === "";
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);
const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);
/** Marks between letters of scripts that write without spaces are meant as marks. */
const isSpaced = (char = ""): boolean => /[\p{sc=Latin}\p{N}]/u.test(char);
const isDigit = (char = ""): boolean => /\d/.test(char);

/** `2 * 3`, `2*3`, `2**3` and `snake_case` contain no marks. */
function opens(text: string, at: number, mark: Mark): boolean {
  const [before, after] = [text[at - 1], text[at + mark.length]];
  if (isSpace(after)) return false;
  if (mark.startsWith("_")) return !isWord(before);
  return !isSpaced(before) || (mark.length === 2 && !isDigit(before) && !isDigit(after));
}

function closes(text: string, at: number, mark: Mark): boolean {
  const [before, after] = [text[at - 1], text[at + mark.length]];
  const char = mark.charAt(0);
  if (isSpace(before) || before === char) return false;
  if (mark.length === 2) return !(char === "_" && isWord(after)) && !text.startsWith(mark + mark, at);
  return after !== char && !(char === "_" ? isWord(after) : isSpaced(after));
}

function pushText(parts: Inline[], text: string): void {
  if (text !== "") parts.push({ type: "text", text });
}
