/**
 * Formulas in a text: `$$…$$` and `\[…\]` on a line of their own, `$…$` and `\(…\)` in a line. A dollar sign before a price or
 * the name of a variable begins none. The rules are those of Pandoc, which most models were taught by, and three more:
 * see {@link isFormula}.
 * @module
 */

/** Longer ones are shown as they are written. */
const longest = 2_000;

/**
 * Formulas are hidden from the rest of Markdown, which would take their `_` and `*` for marks: each ASCII character stands
 * shifted into a private area of Unicode, between two marks.
 */
const shift = 0xe000;
const inlineMark = "\ue0f0";
const displayMark = "\ue0f1";
const endMark = "\ue0f2";
const hidden = /([\ue0f0\ue0f1])([^\ue0f2]*)\ue0f2/g;

export type Formula = { source: string; display: boolean };

/** Hides the formulas of a text. Code stays as it is. */
export function hideFormulas(text: string): string {
  // A text that has such a mark of its own could not be told from ours.
  if (!/[$\\]/.test(text) || /[\ue0f0-\ue0f2]/.test(text)) return text;
  const open = /^ {0,3}(`{3,}|~{3,})|(`+)|\\([([])|\\[^]|\$\$?/gm;
  /** Runs of ticks without a partner. Each is searched for once. */
  const hopeless = new Set<string>();
  let written = "";
  let from = 0;
  for (let match = open.exec(text); match !== null; match = open.exec(text)) {
    const [start, fence, ticks, bracket] = match;
    const { index } = match;
    const found =
      fence !== undefined
        ? { end: endOfFence(text, index + start.length, fence) }
        : ticks !== undefined
          ? { end: endOfCode(text, index + ticks.length, ticks, hopeless) }
          : bracket !== undefined
            ? inBrackets(text, index, bracket)
            : start.startsWith("$")
              ? inDollars(text, index, start)
              : { end: index + start.length };
    if (found === undefined) continue;
    if ("formula" in found && found.formula !== undefined) {
      written += text.slice(from, index) + hide(found.formula);
      from = found.end;
    }
    open.lastIndex = found.end;
  }
  return written + text.slice(from);
}

/** The parts of a text in which formulas may be hidden. */
export function splitFormulas(text: string): (string | Formula)[] {
  const parts: (string | Formula)[] = [];
  let from = 0;
  for (const { 0: whole, 1: mark, 2: source = "", index } of text.matchAll(hidden)) {
    if (index > from) parts.push(text.slice(from, index));
    parts.push({ source: shiftBack(source), display: mark === displayMark });
    from = index + whole.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** As it was written, for a formula that cannot be drawn. */
export function written({ source, display }: Formula): string {
  return display ? `$$${source}$$` : `$${source}$`;
}

type Found = { end: number; formula?: Formula };

function inBrackets(text: string, at: number, bracket: string): Found | undefined {
  const display = bracket === "[";
  const end = find(text, display ? "\\]" : "\\)", at + 2, at);
  const source = text.slice(at + 2, end);
  if (end === -1 || !isWhole(source)) return { end: at + 2 };
  return { end: end + 2, formula: { source: source.trim(), display } };
}

function inDollars(text: string, at: number, start: string): Found | undefined {
  const display = start === "$$";
  if (!display && isWord(text[at - 1])) return undefined;
  for (let end = find(text, start, at + start.length, at); end !== -1; end = find(text, start, end + 1, at)) {
    if (text[end - 1] === "\\") continue;
    const source = text.slice(at + start.length, end);
    if (!isWhole(source)) return undefined;
    if (display) return { end: end + 2, formula: { source: source.trim(), display } };
    if (closes(text, end) && isFormula(source)) return { end: end + 1, formula: { source, display } };
    return undefined;
  }
  return undefined;
}

/** Where the end of a formula that begins at `start` is; -1 also where it would be too long, so that time stays linear. */
function find(text: string, mark: string, from: number, start: number): number {
  const at = text.slice(from, start + longest + 4).indexOf(mark);
  return at === -1 ? -1 : from + at;
}

/** A paragraph ends a formula. */
function isWhole(source: string): boolean {
  return source.trim() !== "" && source.length <= longest && !/\n\s*\n/.test(source);
}

/** Pandoc: no space before the closing sign, and no digit after it. A letter after it would be a name: `$HOME/bin:$PATH`. */
function closes(text: string, end: number): boolean {
  return !/\s/.test(text[end - 1] ?? " ") && !isWord(text[end + 1]);
}

/**
 * Pandoc: no space after the opening sign. Ours: plain words side by side are a sentence ("$5 for adults and 3$"), and what begins
 * with a digit needs a sign of a formula, unless it is a number alone.
 */
function isFormula(source: string): boolean {
  if (/^\s/.test(source)) return false;
  const plain = source.replaceAll(/\\(?:text|mathrm|operatorname)\s*\{[^{}]*\}|\\[a-zA-Z]+/g, "\\");
  if (/\p{L}{2,}\s+\p{L}{2,}/u.test(plain)) return false;
  return !/^\d/.test(plain) || /^[\d.,]+$/.test(plain) || /[\\^_=+*/<>{}|]/.test(plain) || /^\d+[a-z]\b/.test(plain);
}

/** The end of a block of code that begins with this fence. */
function endOfFence(text: string, from: number, fence: string): number {
  const close = new RegExp(`^ {0,3}${fence.charAt(0)}{${fence.length},}[ \\t]*$`, "gm");
  close.lastIndex = from;
  const match = close.exec(text);
  return match === null ? text.length : match.index + match[0].length;
}

function endOfCode(text: string, from: number, ticks: string, hopeless: Set<string>): number {
  if (hopeless.has(ticks)) return from;
  const close = new RegExp(`(?<!\`)${ticks}(?!\`)`, "g");
  close.lastIndex = from;
  const match = close.exec(text);
  if (match === null) hopeless.add(ticks);
  return match === null ? from : match.index + ticks.length;
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}

function hide({ source, display }: Formula): string {
  const shifted = source.replaceAll(/\p{ASCII}/gu, (char) => String.fromCharCode(char.charCodeAt(0) + shift));
  return `${display ? displayMark : inlineMark}${shifted}${endMark}`;
}

function shiftBack(shifted: string): string {
  return shifted.replaceAll(/[\ue000-\ue07f]/g, (char) => String.fromCharCode(char.charCodeAt(0) - shift));
}
