import { isObject } from "#channel/kit/json-with-ids.ts";

const deepest = 6;
const mostNames = 30;
const longest = 2_000;

/**
 * What a webhook event looks like, without what it says: names, and kinds of values. It shows an operator what Meta sends that
 * nobody here reads yet, and holds nothing of a person.
 */
export function shapeOf(value: unknown): string {
  const shape = shapeAt(value, 0);
  return shape.length > longest ? `${shape.slice(0, longest)}…` : shape;
}

function shapeAt(value: unknown, depth: number): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${shapeAt(value[0], depth + 1)}]`;
  if (!isObject(value)) return value === null ? "null" : typeof value;
  if (depth >= deepest) return "{…}";
  const fields = Object.entries(value).slice(0, mostNames);
  return `{${fields.map(([name, each]) => `${nameOf(name)}:${shapeAt(each, depth + 1)}`).join(",")}}`;
}

/** Some objects of Meta's have ids as names. */
function nameOf(name: string): string {
  return /^[a-z][a-z_-]{0,39}$/i.test(name) ? name : "…";
}
