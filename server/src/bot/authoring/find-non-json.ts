/** @returns the path of a value that JSON cannot keep, e.g. `.visits[2]`; undefined if all of it is plain JSON. */
export function findNonJson(value: unknown, path = ""): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "undefined":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : path;
    case "object":
      return value === null ? undefined : findInObject(value, path);
    case "bigint":
    case "symbol":
    case "function":
      return path;
  }
}

function findInObject(value: object, path: string): string | undefined {
  // A circular value would never end, and no sensible value is deeper than this.
  if (path.length > 1000) return path;
  if (Array.isArray(value)) return first(value.map((item, index) => [`${path}[${index}]`, item] as const));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return path;
  return first(Object.entries(value).map(([name, item]) => [`${path}.${name}`, item] as const));
}

function first(items: readonly (readonly [string, unknown])[]): string | undefined {
  for (const [path, item] of items) {
    const found = findNonJson(item, path);
    if (found !== undefined) return found;
  }
  return undefined;
}
