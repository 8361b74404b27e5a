import { isLocale } from "#i18n/locale.ts";
import type { Found } from "#understanding/entities/entity.ts";
import { isHalved } from "./half-words.ts";
import { type MappedText, originalRange } from "#understanding/text/mapped-text.ts";

/**
 * Digits and the signs that join them, e.g. `1.200,50`, `12/05/2026`, `2-3`, `1⁄2`, and Arabic `٫` and `٬`. Only at the begin of
 * a text a sign may come first, as in `.5`: elsewhere it ends what stands before it.
 */
const runs = /(?:(?<=^\s{0,9}[-+]?)[.,])?\d+(?:[.,:/'⁄٫٬-]\d+)*/g;

/** `from` and `to` count in the normalized text. */
type Run = { text: string; from: number; to: number };

/**
 * The numbers that a text writes in digits. Dates, times, phone numbers, versions and digits beside letters ("18h", "A4")
 * do not count. Whether "1.200" is more than a thousand depends on the language.
 *
 * @param alone nobody reads the words of the language, so "2 i pół" must not be 2.
 */
export function findDigits(normalized: MappedText, locale: string, alone: boolean): Found<number>[] {
  const found = Array.from(normalized.text.matchAll(runs), (match): Run => {
    return { text: match[0], from: match.index, to: match.index + match[0].length };
  });
  return joinGroups(withoutPhones(found, normalized.text), normalized.text)
    .flatMap((run) => splitAtHyphen(run))
    .flatMap((run) => {
      const { from, to } = withSign(run, normalized.text);
      if (!standsAlone(normalized.text, from, to) || (alone && isHalved(normalized.text, to))) return [];
      // A fraction with a plain slash may as well be a day, unless a number stands before it.
      const value = /^\d+\/\d+$/.test(run.text) ? undefined : parseDecimal(run.text, locale);
      return value === undefined
        ? []
        : [{ value: from < run.from ? 0 - value : value, ...originalRange(normalized, from, to) }];
    });
}

/** The value of "1.234,5" and "3 1⁄2". Undefined: the signs make no sense, or a JavaScript number cannot hold all digits. */
export function parseDecimal(written: string, locale: string): number | undefined {
  const fraction = /^(?:(\d+) )?(\d{1,3})[⁄/]([1-9]\d{0,2})$/.exec(written);
  if (fraction !== null) return Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3]);
  if (/^[.,]\d+$/.test(written)) return Number(`0.${written.slice(1)}`);
  const text = written.includes("٫") || written.includes("٬") ? plainArabic(written) : written;
  const plain = /^\d+$/.test(text) ? text : plainDecimal(text, text === written ? decimalSign(locale) : ".");
  if (plain === undefined) return undefined;
  const value = Number(plain);
  // A longer row of digits names something, for example a ticket. It counts nothing.
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

function plainDecimal(text: string, decimal: "." | ","): string | undefined {
  const signs = new Set(text.replaceAll(/\d/g, ""));
  if (signs.has(":") || signs.has("/") || signs.has("-")) return undefined;
  const last = text.match(/[.,](?=\d+$)/)?.[0];
  if (signs.size === 1 && !signs.has(decimal) && isGrouped(text)) return text.replaceAll(/[.,' ]/g, "");
  if (last === undefined) return isGrouped(text) ? text.replaceAll(/[' ]/g, "") : undefined;
  const [whole = "", fraction = "", ...more] = text.split(last);
  if (more.length > 0) return isGrouped(text) ? text.replaceAll(/[.,]/g, "") : undefined;
  return isGrouped(whole) || /^\d+$/.test(whole) ? `${whole.replaceAll(/[.,' ]/g, "")}.${fraction}` : undefined;
}

/** Groups of three digits, all joined by the same sign. Indian groups before the last have two digits. */
function isGrouped(text: string): boolean {
  return /^[1-9]\d{0,2}([.,' ])\d{3}(?:\1\d{3})*$/.test(text) || /^[1-9]\d?(?:,\d{2})*,\d{3}$/.test(text);
}

function plainArabic(text: string): string {
  return text.replaceAll("٬", ",").replaceAll("٫", ".");
}

const decimalSigns = new Map<string, "." | ",">();

/** 3.5 in English and Japanese, 3,5 in French; German of Switzerland and Spanish of Mexico have a point too (CLDR). */
function decimalSign(locale: string): "." | "," {
  const known = decimalSigns.get(locale);
  if (known !== undefined) return known;
  const [tag] = isLocale(locale) ? [locale] : ["en"];
  const parts = new Intl.NumberFormat(tag, { numberingSystem: "latn" }).formatToParts(1.5);
  const sign = parts.find(({ type }) => type === "decimal")?.value === "," ? "," : ".";
  if (decimalSigns.size < 100) decimalSigns.set(locale, sign);
  return sign;
}

/** "1 200" and "3 1⁄2" are one number, "2 tickets 300 euros" has two, "06 12 34" has none. */
function joinGroups(found: readonly Run[], text: string): Run[] {
  const joined: Run[] = [];
  for (const run of found) {
    const before = joined.at(-1);
    const isGroup = before !== undefined && run.from === before.to + 1 && text[before.to] === " ";
    if (isGroup && /^\d+$/.test(before.text) && isProperFraction(run.text)) {
      joined[joined.length - 1] = { text: `${before.text} ${run.text}`, from: before.from, to: run.to };
    } else if (isGroup && /^[1-9]\d{0,2}(?: \d{3})*$/.test(before.text) && /^\d{3}(?:[.,]\d+)?$/.test(run.text)) {
      joined[joined.length - 1] = { text: `${before.text} ${run.text}`, from: before.from, to: run.to };
    } else joined.push(run);
  }
  return joined;
}

/** "1/2" behind a number, or the sign ½. */
function isProperFraction(text: string): boolean {
  const [, part, whole] = /^(\d{1,2})[⁄/](\d{1,2})$/.exec(text) ?? [];
  return part !== undefined && Number(part) < Number(whole) && Number(part) > 0;
}

/** Four pairs of digits in a row are a phone number. */
function withoutPhones(found: readonly Run[], text: string): Run[] {
  const rows: Run[][] = [];
  for (const run of found) {
    const row = rows.at(-1);
    const before = row?.at(-1);
    if (row !== undefined && before !== undefined && /^[ .]$/.test(text.slice(before.to, run.from))) row.push(run);
    else rows.push([run]);
  }
  return rows.flatMap((row) => (row.filter((run) => /^\d\d$/.test(run.text)).length < 4 ? row : []));
}

/** "2-3" are two numbers. With more hyphens it is a date or a phone number. */
function splitAtHyphen(run: Run): Run[] {
  const [left = "", right = "", ...more] = run.text.split("-");
  if (!run.text.includes("-") || more.length > 0) return [run];
  return [
    { text: left, from: run.from, to: run.from + left.length },
    { text: right, from: run.to - right.length, to: run.to },
  ];
}

function withSign({ from, to }: Run, text: string): { from: number; to: number } {
  return /(?:^|[\s(])-$/.test(text.slice(Math.max(0, from - 2), from)) ? { from: from - 1, to } : { from, to };
}

/** False: there are letters, digits or signs of addresses beside it, or a point before it. Then it is a part of something else. */
function standsAlone(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - 2), from);
  const after = text.slice(to, to + 2);
  return !/(?:[\p{L}\p{N}_@+]|(?<![\p{L}\p{N}])[.,])$/u.test(before) && !/^(?:[\p{L}\p{N}_@]|[:/]\S)/u.test(after);
}

/** "Yes .5" may mean the half of one. */
const afterSign = /(?<![\p{L}\p{N}])[.,]$/u;

/** Also the numbers beside letters, as in "3kg", "12h", "20時" and "3k". They count if the bot has asked for a number. */
export function findAnyDigits(normalized: MappedText, locale: string, alone: boolean): Found<number>[] {
  return Array.from(normalized.text.matchAll(runs)).flatMap((match) => {
    const { from, to: end } = withSign(
      { text: match[0], from: match.index, to: match.index + match[0].length },
      normalized.text,
    );
    if (afterSign.test(normalized.text.slice(Math.max(0, from - 2), from))) return [];
    if (alone && isHalved(normalized.text, end)) return [];
    const isThousands = /^k(?!\p{L})/u.test(normalized.text.slice(end, end + 2));
    const digits = parseDecimal(match[0], locale);
    if (digits === undefined) return [];
    const value = from < match.index ? 0 - digits : digits;
    return [{ value: isThousands ? value * 1000 : value, ...originalRange(normalized, from, end) }];
  });
}
