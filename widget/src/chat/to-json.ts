/** The value itself in the place of what its `toJSON` gives. Old libraries add one to all arrays, and it gives a text. */
export function asItIs(this: unknown, key: string): unknown {
  return (this as Record<string, unknown>)[key];
}

/** `JSON.stringify` for plain values, on any page. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, asItIs);
}
