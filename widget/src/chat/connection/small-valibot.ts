/**
 * The part of valibot that the protocol's schemas need to tell good input from bad. The widget is built with it in place of
 * `valibot`, which is six times as large, because it also says what is wrong; a widget has nobody to tell.
 * @module
 */

/** @returns the value in a box, or undefined when the input does not fit. */
type Parse = (input: unknown) => { value: unknown } | undefined;
type Check = (value: unknown) => boolean;

type SmallSchema = {
  parse: Parse;
  /** Of an object: its fields. */
  entries: Record<string, SmallSchema> | undefined;
  "~standard": { validate: (input: unknown) => { value: unknown } | { issues: readonly unknown[] } };
};

function schema(parse: Parse, entries?: Record<string, SmallSchema>): SmallSchema {
  return { parse, entries, "~standard": { validate: (input) => parse(input) ?? { issues: [] } } };
}

const that = (check: Check): SmallSchema => schema((input) => (check(input) ? { value: input } : undefined));

/** In JSON nothing is undefined: a field that is has been left out. */
export const unknown = (): SmallSchema => that((input) => input !== undefined);
export const string = (): SmallSchema => that((input) => typeof input === "string");
export const number = (): SmallSchema => that((input) => typeof input === "number" && !Number.isNaN(input));
export const boolean = (): SmallSchema => that((input) => typeof input === "boolean");
export const literal = (value: unknown): SmallSchema => that((input) => input === value);
export const picklist = (values: readonly unknown[]): SmallSchema => that((input) => values.includes(input));

export function optional(inner: SmallSchema): SmallSchema {
  return schema((input) => (input === undefined ? { value: input } : inner.parse(input)));
}

/** JSON leaves out what is undefined. */
export const exactOptional = (inner: SmallSchema): SmallSchema => optional(inner);

/** For a schema that holds itself. */
export function lazy(get: () => SmallSchema): SmallSchema {
  return schema((input) => get().parse(input));
}

export function array(item: SmallSchema): SmallSchema {
  return schema((input) => {
    if (!Array.isArray(input)) return undefined;
    const parsed = input.map((each) => item.parse(each));
    return parsed.includes(undefined) ? undefined : { value: parsed.map((each) => each?.value) };
  });
}

/** Fields that it does not know are left out. */
export function object(entries: Record<string, SmallSchema>): SmallSchema {
  const parse: Parse = (input) => {
    if (!isRecord(input)) return undefined;
    const value: Record<string, unknown> = {};
    for (const [name, entry] of Object.entries(entries)) {
      const parsed = entry.parse(Object.hasOwn(input, name) ? input[name] : undefined);
      if (parsed === undefined) return undefined;
      if (parsed.value !== undefined) value[name] = parsed.value;
    }
    return { value };
  };
  return schema(parse, entries);
}

/** The first that fits. */
export function union(options: readonly SmallSchema[]): SmallSchema {
  return schema((input) => {
    for (const { parse } of options) {
      const parsed = parse(input);
      if (parsed !== undefined) return parsed;
    }
    return undefined;
  });
}

/** An object with any names, which in JSON are always texts. It stays as it is, so its values must be plain ones. */
export function record(_name: SmallSchema, value: SmallSchema): SmallSchema {
  return that((input) => isRecord(input) && Object.values(input).every((each) => value.parse(each) !== undefined));
}

/** One of several objects, told apart by the field `key`. */
export function variant(key: string, options: readonly SmallSchema[]): SmallSchema {
  return schema((input) => {
    if (!isRecord(input)) return undefined;
    const kind = Object.hasOwn(input, key) ? input[key] : undefined;
    return options.find(({ entries }) => entries?.[key]?.parse(kind) !== undefined)?.parse(input);
  });
}

export function pipe(first: SmallSchema, ...checks: readonly Check[]): SmallSchema {
  return schema((input) => {
    const parsed = first.parse(input);
    return parsed !== undefined && checks.every((check) => check(parsed.value)) ? parsed : undefined;
  });
}

type Sized = { length: number };

export const check = (isGood: Check): Check => isGood;
export const regex =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(String(value));
export const minLength =
  (least: number): Check =>
  (value) =>
    (value as Sized).length >= least;
export const maxLength =
  (most: number): Check =>
  (value) =>
    (value as Sized).length <= most;
export const minValue =
  (least: number): Check =>
  (value) =>
    Number(value) >= least;
export const maxValue =
  (most: number): Check =>
  (value) =>
    Number(value) <= most;
export const safeInteger = (): Check => Number.isSafeInteger;

export function safeParse({ parse }: SmallSchema, input: unknown): { success: boolean; output?: unknown } {
  const parsed = parse(input);
  return parsed === undefined ? { success: false } : { success: true, output: parsed.value };
}

/** Only the server describes what is wrong. */
export const getDotPath = (): undefined => undefined;

export function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === "object" && input !== null;
}
