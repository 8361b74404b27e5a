export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads JSON and keeps whole numbers of 16 or more digits as text: Meta's ids exceed what a JavaScript number can hold,
 * and 27161130920158013 would quietly become another person's ...012.
 * @throws SyntaxError, or RangeError when it is nested too deeply.
 */
export function parseJsonKeepingIds(text: string): unknown {
  return JSON.parse(text, keepLongNumber) as unknown;
}

function keepLongNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === "number" && source !== undefined && /^-?\d{16,}$/.test(source) ? source : value;
}

/** What is not an object reads as an empty one: in a webhook, a field of the wrong type is a field that is not there. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text fit for any store: without NUL, and without halves of surrogate pairs. Empty text reads as none. */
export function asText(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.toWellFormed().replaceAll("\0", "");
  return text === "" ? undefined : text;
}

/** An id, which Meta writes as text in some places and as a number in others. */
export function asId(value: unknown): string | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : asText(value);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
