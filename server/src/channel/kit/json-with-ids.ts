export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Parses JSON and keeps whole numbers of 16 or more digits as text. The ids of many platforms exceed what a JavaScript
 * number can hold: 27161130920158013 would silently become another person's id, ...012.
 * @throws SyntaxError, or RangeError when it is nested too deeply.
 */
export function parseJsonKeepingIds(text: string): unknown {
  return JSON.parse(text, keepLongNumber) as unknown;
}

function keepLongNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === "number" && source !== undefined && /^-?\d{16,}$/.test(source) ? source : value;
}

/** Anything else than an object becomes an empty one: in a webhook, a field of the wrong type counts as missing. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that any store accepts, without NUL and halves of surrogate pairs. An empty text counts as missing. */
export function asText(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.toWellFormed().replaceAll("\0", "");
  return text === "" ? undefined : text;
}

/** An id as text: platforms write some ids as text and some as numbers. */
export function asId(value: unknown): string | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : asText(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
