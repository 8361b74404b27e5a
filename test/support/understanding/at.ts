/** What stands at a path in JSON; undefined: nothing. */
export function at(json: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined,
    json,
  );
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

export function listAt(json: unknown, ...path: string[]): unknown[] | undefined {
  const value = at(json, ...path);
  return Array.isArray(value) ? value : undefined;
}
