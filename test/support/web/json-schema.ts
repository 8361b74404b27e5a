export type Schema = {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
};

/**
 * Where a value is not what a JSON Schema says: the part of the standard that our documents use, and stricter, since a
 * property that is not described counts as wrong, too.
 */
export function findMismatches(
  value: unknown,
  schema: Schema,
  definitions: Record<string, Schema>,
  at = "$",
): string[] {
  if (schema.$ref !== undefined) {
    const definition = definitions[schema.$ref.split("/").at(-1) ?? ""];
    return definition === undefined ? [`${at}: no ${schema.$ref}`] : findMismatches(value, definition, definitions, at);
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) {
    const tries = choices.map((choice) => findMismatches(value, choice, definitions, at));
    return tries.some((found) => found.length === 0) ? [] : [`${at}: fits no choice`, ...tries.flat()];
  }
  if ("const" in schema && value !== schema.const) return [`${at}: is not ${String(schema.const)}`];
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [`${at}: is none of ${schema.enum.join()}`];
  switch (schema.type) {
    case "object":
      return objectMismatches(value, schema, definitions, at);
    case "array":
      if (!Array.isArray(value)) return [`${at}: is no array`];
      return value.flatMap((item, index) => findMismatches(item, schema.items ?? {}, definitions, `${at}[${index}]`));
    case "integer":
      return Number.isSafeInteger(value) ? [] : [`${at}: is no integer`];
    case "string":
    case "number":
    case "boolean":
      return typeof value === schema.type ? [] : [`${at}: is no ${schema.type}`];
    default:
      return [];
  }
}

function objectMismatches(value: unknown, schema: Schema, definitions: Record<string, Schema>, at: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at}: is no object`];
  const { properties = {}, required = [], additionalProperties } = schema;
  const others = typeof additionalProperties === "object" ? additionalProperties : undefined;
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name}: is missing`);
  const wrong = Object.entries(value).flatMap(([name, part]) => {
    const property = properties[name] ?? others;
    return property === undefined
      ? [`${at}.${name}: is not described`]
      : findMismatches(part, property, definitions, `${at}.${name}`);
  });
  return [...missing, ...wrong];
}
