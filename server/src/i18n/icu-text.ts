import { IntlMessageFormat } from "intl-messageformat";
import type { ArgumentKind } from "./arguments.ts";
import { positionInText, toIcu } from "./apostrophes.ts";

export type Ast = ReturnType<IntlMessageFormat["getAst"]>;
export type AstElement = Ast[number];

/** One text of one locale, parsed. */
export type IcuText = {
  /** As it was written. */
  readonly text: string;
  readonly locale: string;
  readonly ast: Ast;
  /** By name: how the argument is used. A text may use it in several ways. */
  readonly arguments: ReadonlyMap<string, ReadonlySet<ArgumentKind>>;
};

/** @throws IcuSyntaxError */
export function parseText(text: string, locale: string): IcuText {
  const ast = parse(text, locale);
  const found = new Map<string, Set<ArgumentKind>>();
  for (const part of everyElement(ast)) {
    const kind = kindOf(part);
    if (kind !== undefined && "value" in part) found.set(part.value, (found.get(part.value) ?? new Set()).add(kind));
    checkStyle(part, locale);
  }
  return { locale, text, ast, arguments: found };
}

/** The mistake in a text, its position, and a remedy. Never quotes the text. */
export class IcuSyntaxError extends Error {
  override name = "IcuSyntaxError";
}

/** All elements, also those in the branches of plurals and selects. */
export function* everyElement(ast: Ast): Generator<AstElement> {
  for (const part of ast) {
    yield part;
    if ("options" in part) for (const option of Object.values(part.options)) yield* everyElement(option.value);
  }
}

/** Undefined: plain text, or the `#` of a plural. */
export function kindOf(part: AstElement): ArgumentKind | undefined {
  return kinds[part.type];
}

/** By the parser's type of element. The parser exports the type, but not its values. */
const kinds: Readonly<Record<number, ArgumentKind>> = {
  1: "text",
  2: "number",
  3: "date",
  4: "date",
  5: "select",
  6: "number",
};

function parse(text: string, locale: string): Ast {
  try {
    // Tags stay text: a message is plain text, and "<3" is no mistake.
    return new IntlMessageFormat(toIcu(text), locale, undefined, { ignoreTag: true }).getAst();
  } catch (error) {
    throw new IcuSyntaxError(describe(text, error), { cause: error });
  }
}

function describe(text: string, error: unknown): string {
  if (!(error instanceof Error)) return "cannot be read";
  const hint = hints[error.message] ?? `cannot be read (${error.message})`;
  const offset = offsetOf(error);
  return offset === undefined ? hint : `at character ${positionInText(text, offset) + 1}: ${hint}`;
}

/** The parser adds the position to its error, but not to the type of the error. */
function offsetOf(error: object): number | undefined {
  const location: unknown = Reflect.get(error, "location");
  const start: unknown = location instanceof Object ? Reflect.get(location, "start") : undefined;
  const offset: unknown = start instanceof Object ? Reflect.get(start, "offset") : undefined;
  return typeof offset === "number" ? offset : undefined;
}

const literalBrace = "To show a brace itself write '{' or '}', apostrophes included.";
const branches = "Write {count, plural, one {# train} other {# trains}} or {way, select, out {…} other {…}}.";

/** By the parser's name of the error. */
const hints: Readonly<Record<string, string>> = {
  EXPECT_ARGUMENT_CLOSING_BRACE: `this { is never closed. ${literalBrace}`,
  EMPTY_ARGUMENT: `there is no name between { and }. ${literalBrace}`,
  MALFORMED_ARGUMENT: `this is not the name of an argument. Write {name}, without spaces or signs in it. ${literalBrace}`,
  EXPECT_ARGUMENT_TYPE:
    "the type after the comma is missing. Write number, date, time, plural, select or selectordinal.",
  INVALID_ARGUMENT_TYPE: "this type is unknown. Write number, date, time, plural, select or selectordinal.",
  EXPECT_ARGUMENT_STYLE: "the style after the second comma is missing. Leave the comma out, or write e.g. short.",
  INVALID_NUMBER_SKELETON: "this number style is unknown. Write e.g. {price, number, ::currency/EUR}.",
  INVALID_DATE_TIME_SKELETON: "this date style is unknown. Write e.g. {day, date, ::EEEEdMMMM}.",
  EXPECT_NUMBER_SKELETON: "the style after :: is missing. Write e.g. {price, number, ::currency/EUR}.",
  EXPECT_DATE_TIME_SKELETON: "the style after :: is missing. Write e.g. {day, date, ::EEEEdMMMM}.",
  UNCLOSED_QUOTE_IN_ARGUMENT_STYLE: "an apostrophe in this style has no second one.",
  EXPECT_SELECT_ARGUMENT_OPTIONS: `the branches are missing. ${branches}`,
  EXPECT_PLURAL_ARGUMENT_OFFSET_VALUE: "the number after offset: is missing.",
  INVALID_PLURAL_ARGUMENT_OFFSET_VALUE: "the offset is not a whole number.",
  EXPECT_SELECT_ARGUMENT_SELECTOR: `there is no branch. ${branches}`,
  EXPECT_PLURAL_ARGUMENT_SELECTOR: `there is no branch. ${branches}`,
  EXPECT_SELECT_ARGUMENT_SELECTOR_FRAGMENT: `this branch has no text in braces. ${branches}`,
  EXPECT_PLURAL_ARGUMENT_SELECTOR_FRAGMENT: `this branch has no text in braces. ${branches}`,
  INVALID_PLURAL_ARGUMENT_SELECTOR: "this is not a plural branch. Write zero, one, two, few, many, other, or e.g. =0.",
  DUPLICATE_PLURAL_ARGUMENT_SELECTOR: "this branch is there twice.",
  DUPLICATE_SELECT_ARGUMENT_SELECTOR: "this branch is there twice.",
  MISSING_OTHER_CLAUSE: `the branch other is missing. ${branches}`,
};

/** The parser accepts any word as a style, and any skeleton. So mistakes are found here, at the start and not in a turn. */
function checkStyle(part: AstElement, locale: string): void {
  if (!("style" in part) || part.style === undefined || part.style === null) return;
  const where = `{${part.value}, ${kindOf(part) === "number" ? "number" : "date or time"}}`;
  if (typeof part.style === "string") {
    const known = kindOf(part) === "number" ? ["integer", "percent"] : ["short", "medium", "long", "full"];
    if (known.includes(part.style)) return;
    throw new IcuSyntaxError(
      `${where}: the style is none of ${known.join(", ")}. Money is written {price, number, ::currency/EUR}.`,
    );
  }
  try {
    if ("tokens" in part.style) Intl.NumberFormat(locale, part.style.parsedOptions).format(0);
    else Intl.DateTimeFormat(locale, part.style.parsedOptions).format(0);
  } catch (error) {
    throw new IcuSyntaxError(`${where}: the style after :: cannot be used. Write e.g. ::currency/EUR or ::EEEEdMMMM.`, {
      cause: error,
    });
  }
}
