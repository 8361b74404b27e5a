import { type Formatters, IntlMessageFormat } from "intl-messageformat";
import type { ArgumentKind } from "./arguments.ts";
import { type Ast, type AstElement, type IcuText, kindOf } from "./icu-text.ts";

/** Replaces a missing argument: everyone sees the gap, and the rest is still a sentence. */
const gap = "…";

/**
 * Puts the arguments into a text. Never throws. If an argument is missing, or the text cannot show it, there is `…` instead
 * (a plural or select uses its branch `other`), and `onMissing` gets its name.
 *
 * @param timeZone IANA name. If undefined or unknown: the time zone of the process.
 */
export function formatText(
  text: IcuText,
  args: Readonly<Record<string, unknown>>,
  timeZone: string | undefined,
  onMissing: (argument: string) => void,
): string {
  const missing = new Set<string>();
  const values: Record<string, string | number | Date> = {};
  for (const [name, kinds] of text.arguments) {
    const value = args[name];
    if (isUsable(value) && [...kinds].every((kind) => fits(value, kind))) values[name] = value;
    else missing.add(name);
  }
  for (const name of missing) onMissing(name);
  const format =
    missing.size === 0
      ? compiled(text, zoneFor(text, timeZone))
      : compile(withGaps(text.ast, missing), text.locale, zoneFor(text, timeZone));
  return String(format.format(values));
}

function isUsable(value: unknown): value is string | number | Date {
  return typeof value === "string" || typeof value === "number" || value instanceof Date;
}

function fits(value: string | number | Date, kind: ArgumentKind): boolean {
  switch (kind) {
    case "text":
    case "select":
      return typeof value === "string" || Number.isFinite(value);
    case "number":
      return Number.isFinite(value);
    case "date":
      // Outside of the range of Date, formatting throws.
      return typeof value !== "string" && Math.abs(value.valueOf()) <= 8.64e15;
  }
}

function withGaps(ast: Ast, missing: ReadonlySet<string>): Ast {
  return ast.flatMap((part): AstElement[] => {
    if (kindOf(part) === undefined || !("value" in part)) return [part];
    if (!("options" in part)) return missing.has(part.value) ? gapElements : [part];
    if (missing.has(part.value)) {
      const other = withGaps(part.options["other"]?.value ?? [], missing);
      // Without a count, the # of a plural is a gap too.
      return "offset" in part ? other.flatMap((inner) => ("value" in inner ? [inner] : gapElements)) : other;
    }
    const options = Object.entries(part.options).map(([name, { value }]) => [
      name,
      { value: withGaps(value, missing) },
    ]);
    return [{ ...part, options: Object.fromEntries(options) }];
  });
}

const gapElements: Ast = new IntlMessageFormat(gap, "en").getAst();

/** Only texts with a date depend on the time zone. All others are compiled once. */
function zoneFor(text: IcuText, timeZone: string | undefined): string | undefined {
  return timeZone !== undefined && [...text.arguments.values()].some((kinds) => kinds.has("date"))
    ? timeZone
    : undefined;
}

const compiledTexts = new WeakMap<IcuText, Map<string, IntlMessageFormat>>();

function compiled(text: IcuText, timeZone: string | undefined): IntlMessageFormat {
  const zones = compiledTexts.get(text) ?? new Map<string, IntlMessageFormat>();
  compiledTexts.set(text, zones);
  return remember(zones, timeZone ?? "", () => compile(text.ast, text.locale, timeZone));
}

function compile(ast: Ast, locale: string, timeZone: string | undefined): IntlMessageFormat {
  return new IntlMessageFormat(ast, locale, undefined, { formatters: formattersIn(timeZone) });
}

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();

/** All texts share the `Intl` objects, which are large and slow to create. */
function formattersIn(timeZone: string | undefined): Formatters {
  return {
    getNumberFormat: (locales, options) =>
      remember(
        numberFormats,
        keyFor(locales, options),
        () => new Intl.NumberFormat(locales, options as Intl.NumberFormatOptions),
      ),
    getDateTimeFormat: (locales, options) =>
      remember(dateFormats, keyFor(locales, options, timeZone), () => dateFormat(locales, options, timeZone)),
    getPluralRules: (locales, options) =>
      remember(pluralRules, keyFor(locales, options), () => new Intl.PluralRules(locales, options)),
  };
}

function dateFormat(
  locales: Intl.LocalesArgument,
  options: Intl.DateTimeFormatOptions | undefined,
  timeZone: string | undefined,
): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locales, timeZone === undefined ? options : { ...options, timeZone });
  } catch (error) {
    // The time zone comes from a browser. An unknown one is ignored.
    if (error instanceof RangeError && timeZone !== undefined) return new Intl.DateTimeFormat(locales, options);
    throw error;
  }
}

function keyFor(...parts: unknown[]): string {
  return JSON.stringify(parts);
}

/** Time zones come from strangers, so a cache that has grown large is cleared. */
const mostRemembered = 500;

function remember<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const found = cache.get(key);
  if (found !== undefined) return found;
  if (cache.size >= mostRemembered) cache.clear();
  const made = make();
  cache.set(key, made);
  return made;
}
