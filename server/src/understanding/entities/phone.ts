import { type Entity, type EntityContext, type Found, onlyValue } from "./entity.ts";
import { type MappedText, normalizeLetters, originalRange } from "#understanding/text/mapped-text.ts";
import { countryOf } from "#i18n/locale.ts";
import {
  type PhoneCountry,
  fromInternational,
  fromNational,
  fromNationalForm,
  isAmerican,
  isPhoneCountry,
} from "#understanding/phones/phone-numbers.ts";

/** How phone numbers are read. */
export type PhoneOptions = {
  /** The country of numbers without a country code, e.g. `FR`. Default: the country of the locale, or of the person's page. */
  country?: PhoneCountry;
};

/** More runs of digits than this are not one number. */
const maxRuns = 8;

/** `from` and `to` count in the normalized text. */
type Run = { digits: string; from: number; to: number };

/** `next`: the first run after it. */
type Phone = { value: string; from: number; to: number; next: number };

/**
 * Phone numbers: international numbers of any country ("+33 6 12 34 56 78", "0033 …") and national numbers of one country.
 * The value is E.164 ("+33612345678"), and exists by the rules of `libphonenumber`. If no country is known, national numbers
 * are found in their French and American forms, and the value has their digits ("0612345678").
 */
export function phone(options: PhoneOptions = {}): Entity<string> {
  const countryFor = ({ locale, region }: EntityContext): PhoneCountry | undefined => {
    const country = options.country ?? countryOf(locale) ?? region ?? "";
    return isPhoneCountry(country) ? country : undefined;
  };
  const find = (text: string, context: EntityContext): Found<string>[] =>
    findPhones(normalizeLetters(text), countryFor(context));

  return {
    name: "phone",
    find,
    read(text, context) {
      const found = onlyValue(find(text, context));
      // The answer to a question for a number may have any groups of digits.
      if (found !== undefined || /\p{L}/u.test(text)) return found;
      return readDigits(normalizeLetters(text).text, countryFor(context));
    },
  };
}

function findPhones(normalized: MappedText, country: PhoneCountry | undefined): Found<string>[] {
  const runs = Array.from(normalized.text.matchAll(/\d+/g), (match): Run => {
    return { digits: match[0], from: match.index, to: match.index + match[0].length };
  });
  const found: Found<string>[] = [];
  for (let at = 0; at < runs.length;) {
    const phone = longestPhone(normalized.text, runs, at, country);
    if (phone !== undefined) found.push({ ...originalRange(normalized, phone.from, phone.to), value: phone.value });
    at = phone?.next ?? at + 1;
  }
  return found;
}

function longestPhone(
  text: string,
  runs: readonly Run[],
  at: number,
  country: PhoneCountry | undefined,
): Phone | undefined {
  const first = runs[at];
  if (first === undefined) return undefined;
  const begin = text.slice(Math.max(0, first.from - 2), first.from).match(/\+?\(?$/)?.[0] ?? "";
  const from = first.from - begin.length;
  if (/[\p{L}\p{N}_]$/u.test(text.slice(Math.max(0, from - 2), from))) return undefined;
  for (let next = Math.min(at + maxRuns, runs.length); next > at; next--) {
    const used = runs.slice(at, next);
    const to = used.at(-1)?.to ?? first.to;
    if (!isJoined(text, used) || /^[\p{L}_]/u.test(text.slice(to, to + 2))) continue;
    const value = toValue(withoutTrunkInBrackets(text, used), begin.startsWith("+"), country, gapsOf(text, used));
    if (value !== undefined) return { value, from, to, next };
  }
  return undefined;
}

function gapsOf(text: string, runs: readonly Run[]): string[] {
  return runs.slice(1).map((run, index) => text.slice(runs[index]?.to, run.from));
}

function isJoined(text: string, runs: readonly Run[]): boolean {
  return gapsOf(text, runs).every((gap) => /^[ .\-/()]{1,3}$/.test(gap));
}

/** In "+33 (0)6 12 34 56 78" the zero is not dialled from abroad. */
function withoutTrunkInBrackets(text: string, runs: readonly Run[]): Run[] {
  return runs.filter(({ digits, from, to }) => digits !== "0" || text[from - 1] !== "(" || text[to] !== ")");
}

function toValue(
  runs: readonly Run[],
  plus: boolean,
  country: PhoneCountry | undefined,
  gaps: readonly string[],
): string | undefined {
  const digits = runs.map((run) => run.digits).join("");
  if (plus) return fromInternational(digits);
  if (digits.startsWith("00")) return fromInternational(digits.slice(2));
  const lengths = runs.map((run) => run.digits.length).join(" ");
  const isInThrees = /^(?:1 )?(?:3 3 4|3 7|10)$|^11$/.test(lengths);
  // "21/11/2026 10" has as many digits as a phone number, but different signs between its groups.
  const isEven = new Set(gaps).size < 2 || gaps[0]?.includes(")") === true || /^-( )+$/.test(gaps.join(""));
  if (country !== undefined && isAmerican(country))
    return isInThrees ? fromNational(digits, country, "valid") : undefined;
  if (country !== undefined) return isEven ? fromNationalForm(digits, country) : undefined;
  const isFrench = isEven && /^(?:2 2 2 2 2|10)$/.test(lengths) && digits.startsWith("0") && isNational(digits, "FR");
  return isFrench || (isInThrees && isNational(digits, "US")) ? digits : undefined;
}

function isNational(digits: string, country: PhoneCountry): boolean {
  return fromNational(digits, country, "valid") !== undefined;
}

function readDigits(text: string, country: PhoneCountry | undefined): string | undefined {
  const digits = text.replaceAll(/\D/g, "");
  if (text.trimStart().startsWith("+")) return fromInternational(digits);
  if (digits.startsWith("00")) return fromInternational(digits.slice(2));
  return country === undefined ? undefined : fromNational(digits, country, "possible");
}
