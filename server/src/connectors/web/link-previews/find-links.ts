/**
 * Finds the links of a bot's text, where the widget shows some. It reads what the widget's `rich-text` reads of it: code holds no links,
 * punctuation behind an address belongs to the sentence.
 * @module
 */

const begin = /!?\[[^[\]\n]{0,500}\]\(<?|<(?=https?:)|https?:\/\/|(?<![\w.@/-])www\./gi;
const bare = /[!#-;=?-[\]_a-z{}~]|\p{sc=Latin}|(?<![a-z\d])(?:[^\0-\x7f\p{P}\p{Z}\p{C}]|\u200c|\u200d)/iuy;
const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
/** Longer addresses are of no use to anybody. */
const longest = 2_048;

/** The addresses of a text, in order. Only http and https. */
export function findLinks(written: string): URL[] {
  // Most texts have none.
  if (!/https?:\/\/|www\./i.test(written)) return [];
  const text = withoutCode(written);
  const found: URL[] = [];
  begin.lastIndex = 0;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const [start] = match;
    const isBare = /^[hw]/i.test(start);
    const from = isBare ? match.index : begin.lastIndex;
    const end = isBare ? endOfBare(text, from) : endOfTarget(text, from, start.endsWith("<"));
    begin.lastIndex = Math.max(end, begin.lastIndex);
    const url = toUrl(text.slice(from, end));
    if (url !== undefined) found.push(url);
  }
  return found;
}

/** Spaces stand in place of code. A run of backticks is closed by the next one that is as long; a fence may stay open. */
function withoutCode(text: string): string {
  const runs = Array.from(text.matchAll(/`+/g), ({ 0: { length }, index }) => ({ length, index }));
  const nextOf = new Map<number, number>();
  const partners = runs.map(() => -1);
  for (const [number, { length }] of Array.from(runs.entries()).toReversed()) {
    partners[number] = nextOf.get(length) ?? -1;
    nextOf.set(length, number);
  }
  let plain = "";
  let from = 0;
  for (let number = 0; number < runs.length; number += 1) {
    const { index, length } = runs[number] ?? { index: 0, length: 0 };
    const partner = partners[number] ?? -1;
    const isFence = length >= 3 && /(?:^|\n) {0,3}$/.test(text.slice(Math.max(0, index - 4), index));
    if (partner < 0 && !isFence) continue;
    plain += `${text.slice(from, index)} `;
    if (partner < 0) return plain;
    from = (runs[partner]?.index ?? 0) + length;
    number = partner;
  }
  return plain + text.slice(from);
}

function toUrl(written: string): URL | undefined {
  const address = /^www\./i.test(written) ? `https://${written}` : written;
  if (!/^https?:\/\/./i.test(address) || address.length > longest || !URL.canParse(address)) return undefined;
  return new URL(address);
}

/** Of `[label](address "title")` or `<address>`. */
function endOfTarget(text: string, from: number, isPointed: boolean): number {
  const stop = isPointed ? /[\s<>]/g : /[\s()]/g;
  stop.lastIndex = from;
  for (let open = 0; ;) {
    const at = stop.exec(text)?.index;
    if (at === undefined) return text.length;
    if (text[at] === "(") open += 1;
    else if (text[at] !== ")" || open-- === 0) return at;
  }
}

function endOfBare(text: string, from: number): number {
  const open: string[] = [];
  let end = from;
  bare.lastIndex = from;
  for (let part = bare.exec(text)?.[0]; part !== undefined; part = bare.exec(text)?.[0]) {
    const closer = closers[part];
    if (closer !== undefined) open.push(closer);
    else if (/[)\]}]/.test(part) && open.pop() !== part) break;
    else if (!/[.,;:!?'*~]/.test(part)) end = bare.lastIndex;
  }
  return end;
}
