import type { Json } from "#channel/json.ts";

/** A value as one writes it: keys without quotes. */
export function toSource(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(toSource).join(", ")}]`;
  const fields = Object.entries(value).map(([name, each]) => `${name}: ${toSource(each)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
