import type { ArgumentKind } from "./arguments.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Ast, everyElement } from "./icu-text.ts";
import { parentsOf } from "./locale.ts";
import type { Problem } from "./problem.ts";
import type { LocaleMessages, Variants } from "./read-messages.ts";

/** What a catalogue is checked against. */
export type FindProblemsOptions = {
  /** The kinds of channel that the bot uses. If given, variants for other channels are reported. */
  readonly channels?: readonly string[];
};

/**
 * Problems that the compiler cannot see: translations from JSON that lack or add keys and arguments, plurals without a
 * category that their language has, empty texts. For a lint step: none of these problems stops a turn. The locale of a
 * region (`fr-CA`) may contain only the differences, if `fr` is there too.
 */
export function findProblems(
  catalogue: Pick<Catalogue<unknown>, "locales" | "messages" | "empty">,
  options: FindProblemsOptions = {},
): Problem[] {
  return findProblemsAgainst(catalogue.messages, catalogue, options);
}

/**
 * The same, where the first locale of other messages says which keys and arguments there are: those that the code was written for.
 */
export function findProblemsAgainst(
  written: ReadonlyMap<string, LocaleMessages>,
  { locales, messages, empty }: Pick<Catalogue<unknown>, "locales" | "messages" | "empty">,
  options: FindProblemsOptions,
): Problem[] {
  const source = written.get(locales[0]) ?? new Map<string, Variants>();
  return [
    ...empty,
    ...locales.flatMap((locale) => {
      const own = messages.get(locale) ?? new Map<string, Variants>();
      const whole = parentsOf(locale, locales).length === 0;
      return [
        ...(locale === locales[0] ? [] : keyProblems(locale, own, source, locales[0], whole)),
        ...[...own].flatMap(([key, variants]) => [
          ...pluralProblems(locale, key, variants),
          ...variantProblems(locale, key, variants, source.get(key), options.channels),
          ...argumentProblems(locale, key, argumentsOf(variants), argumentsOf(source.get(key) ?? variants)),
        ]),
      ];
    }),
  ];
}

function keyProblems(
  locale: string,
  own: LocaleMessages,
  source: LocaleMessages,
  first: string,
  whole: boolean,
): Problem[] {
  const missing = whole ? [...source.keys()].filter((key) => !own.has(key)) : [];
  const unknown = [...own.keys()].filter((key) => !source.has(key));
  return [
    ...missing.map((key): Problem => ({
      kind: "missing_key",
      locale,
      key,
      detail: `not translated; ${first} is said.`,
    })),
    ...unknown.map((key): Problem => ({
      kind: "unknown_key",
      locale,
      key,
      detail: `${first} has no such message. ${wrongKey}`,
    })),
  ];
}

const wrongKey = "Mend the key, or take it out. (Variants need the key `default` beside them.)";

function pluralProblems(locale: string, key: string, variants: Variants): Problem[] {
  const missing = new Set([...variants.values()].flat().flatMap(({ ast }) => missingCategories(ast, locale)));
  return [...missing].map((category) => ({
    kind: "missing_plural_category",
    locale,
    key,
    detail: `a plural has no branch ${category}, which ${locale} needs. Add ${category} {…}.`,
  }));
}

/** Whole numbers that together fall into every category: no language distinguishes others below a million. */
const samples = [...Array.from({ length: 201 }, (_, number) => number), 1000, 2000, 10_000, 100_000];

/**
 * The plural categories (CLDR) of numbers that have no branch, so that they would get `other` by mistake. Only whole numbers
 * below a million count: French has a category for millions, and nobody writes it.
 */
function missingCategories(ast: Ast, locale: string): string[] {
  const missing = new Set<string>();
  for (const part of everyElement(ast)) {
    if (!("offset" in part)) continue;
    const rules = new Intl.PluralRules(locale, { type: part.pluralType ?? "cardinal" });
    for (const sample of samples) {
      const category = rules.select(sample);
      const count = sample + part.offset;
      if (!Object.hasOwn(part.options, `=${count}`) && !Object.hasOwn(part.options, category)) missing.add(category);
    }
  }
  return [...missing];
}

function variantProblems(
  locale: string,
  key: string,
  own: Variants,
  source: Variants | undefined,
  channels: readonly string[] | undefined,
): Problem[] {
  const missing = [...(source?.keys() ?? [])].filter((variant) => !own.has(variant));
  const unknown = channels === undefined ? [] : [...own.keys()].filter((variant) => !isVariant(variant, channels));
  return [
    ...missing.map((variant): Problem => ({
      kind: "missing_variant",
      locale,
      key,
      detail: `there is no text for ${variant}.`,
    })),
    ...unknown.map((variant): Problem => ({
      kind: "unknown_variant",
      locale,
      key,
      detail: `${variant} is neither default, text, voice nor a channel of this bot, so it is never said.`,
    })),
  ];
}

/** What keeps a text from saying what the code passes to it, and a plural that lacks a branch. */
export function problemsOfText(locale: string, key: string, variants: Variants, source: Variants): Problem[] {
  return [
    ...pluralProblems(locale, key, variants),
    ...argumentProblems(locale, key, argumentsOf(variants), argumentsOf(source)),
  ];
}

export function isVariant(variant: string, channels: readonly string[]): boolean {
  if (["default", "text", "voice"].includes(variant)) return true;
  return channels.some((channel) => [channel, `${channel}.text`, `${channel}.voice`].includes(variant));
}

type Arguments = ReadonlyMap<string, ReadonlySet<ArgumentKind>>;

function argumentsOf(variants: Variants): Arguments {
  const all = new Map<string, Set<ArgumentKind>>();
  for (const text of [...variants.values()].flat()) {
    for (const [name, kinds] of text.arguments) all.set(name, new Set([...(all.get(name) ?? []), ...kinds]));
  }
  return all;
}

function argumentProblems(locale: string, key: string, own: Arguments, source: Arguments): Problem[] {
  const missing = [...source.keys()].filter((name) => !own.has(name));
  const unknown = [...own.keys()].filter((name) => !source.has(name));
  const different = [...own].filter(([name, kinds]) => !canServe(source.get(name), kinds));
  return [
    ...missing.map((name): Problem => ({ kind: "missing_argument", locale, key, detail: `{${name}} is not said.` })),
    ...unknown.map((name): Problem => ({
      kind: "unknown_argument",
      locale,
      key,
      detail: `nobody passes {${name}}. It is called ${[...source.keys()].join(" or ") || "nothing: there are no arguments"}.`,
    })),
    ...different.map(([name]): Problem => ({
      kind: "different_argument",
      locale,
      key,
      detail: `{${name}} is used as a number or date here and as any text in the first locale. Use it alike in both.`,
    })),
  ];
}

/** Whether a text that uses an argument in these ways can show all values that the first locale's text accepts. */
function canServe(source: ReadonlySet<ArgumentKind> | undefined, kinds: ReadonlySet<ArgumentKind>): boolean {
  if (source === undefined || source.has("number")) return true;
  if (source.has("date")) return [...kinds].every((kind) => kind === "date");
  return !kinds.has("number") && !kinds.has("date");
}
