/**
 * A text made easy to compare: small letters, no accents, plain dashes, apostrophes and spaces, one space for many.
 * `starts` and `ends` say for each UTF-16 unit of it where it comes from in the original.
 */
export type Folded = { text: string; starts: readonly number[]; ends: readonly number[] };

/** A run of letters and digits, folded; `start` and `end` are those of the original. */
export type Word = {
  text: string;
  start: number;
  end: number;
  /** What stands between it and the word before, folded. */
  gap: string;
};

type Draft = { text: string; starts: number[]; ends: number[] };

export function fold(original: string): Folded {
  return convert(original, foldCharacter);
}

/** The same with accents and capitals: some languages tell words by them. */
export function tidy(original: string): Folded {
  return convert(original, tidyCharacter);
}

function convert(original: string, write: (character: string) => string): Folded {
  const draft: Draft = { text: "", starts: [], ends: [] };
  let start = 0;
  for (const character of original) {
    append(draft, write(character), start, start + character.length);
    start += character.length;
  }
  return draft;
}

function append(draft: Draft, piece: string, start: number, end: number): void {
  const last = draft.text.length - 1;
  const before = draft.text[last];
  if (piece === "") {
    // An accent by itself belongs to the letter before it.
    if (draft.ends[last] === start) draft.ends[last] = end;
  } else if (isSpace(piece) && before !== undefined && isSpace(before)) {
    draft.ends[last] = end;
    // A line break outlives the spaces around it: sentences end there.
    if (piece === "\n" && before !== piece) draft.text = draft.text.slice(0, last) + piece;
  } else {
    draft.text += piece;
    for (let unit = 0; unit < piece.length; unit++) {
      draft.starts.push(start);
      draft.ends.push(end);
    }
  }
}

function isSpace(piece: string): boolean {
  return piece === " " || piece === "\n";
}

function foldCharacter(character: string): string {
  const known = plain.get(character);
  if (known !== undefined) return known;
  if (character <= "\u007f") return character.toLowerCase();
  const folded = character
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase();
  return plain.get(folded) ?? (/^\s$/.test(folded) ? " " : folded);
}

function tidyCharacter(character: string): string {
  return plain.get(character) ?? (/^\s$/.test(character) && character !== "\n" ? " " : character);
}

/** Keyboards and phones write these for the plain ones; the final sigma is a sigma. */
const plain: ReadonlyMap<string, string> = new Map([
  ...["\t", "\v", "\f"].map((space) => [space, " "] as const),
  ...["\r", "\u2028", "\u2029", "\u0085"].map((line) => [line, "\n"] as const),
  ...["‐", "‒", "–", "—", "―", "−"].map((dash) => [dash, "-"] as const),
  ...["‘", "’", "´", "`", "′"].map((apostrophe) => [apostrophe, "'"] as const),
  ["ς", "σ"],
]);

/** Where a part of the folded text comes from. */
export function originOf(folded: Folded, start: number, end: number): { start: number; end: number } {
  return { start: folded.starts[start] ?? 0, end: folded.ends[end - 1] ?? 0 };
}

/** Writes other words for what `pattern` (with the flag `g`) finds; they come from where the found ones came from. */
export function rewrite(
  folded: Folded,
  pattern: RegExp,
  write: (match: RegExpExecArray) => string | undefined,
): Folded {
  const draft: Draft = { text: "", starts: [], ends: [] };
  let copied = 0;
  const copyUntil = (end: number): void => {
    draft.text += folded.text.slice(copied, end);
    draft.starts.push(...folded.starts.slice(copied, end));
    draft.ends.push(...folded.ends.slice(copied, end));
  };
  for (const match of folded.text.matchAll(pattern)) {
    const written = write(match);
    if (written === undefined || match[0] === "") continue;
    copyUntil(match.index);
    copied = match.index + match[0].length;
    const { start, end } = originOf(folded, match.index, copied);
    draft.text += written;
    for (let unit = 0; unit < written.length; unit++) {
      draft.starts.push(start);
      draft.ends.push(end);
    }
  }
  if (copied === 0) return folded;
  copyUntil(folded.text.length);
  return draft;
}

/** The words of a text, as `normalize` sees them. */
export function wordsOf(folded: Folded): Word[] {
  return collect(folded, /[\p{L}\p{N}]+/gu);
}

/** The same where "week-end", "s'il" and "U.S.A." are one word: "weekend", "sil", "usa". */
export function compoundsOf(folded: Folded): Word[] {
  return collect(folded, /[\p{L}\p{N}]+(?:[-'.][\p{L}\p{N}]+)*/gu);
}

function collect(folded: Folded, pattern: RegExp): Word[] {
  let end = 0;
  return Array.from(folded.text.matchAll(pattern), (match) => {
    const gap = folded.text.slice(end, match.index);
    end = match.index + match[0].length;
    return { text: match[0].replaceAll(/[-'.]/g, ""), ...originOf(folded, match.index, end), gap };
  });
}
