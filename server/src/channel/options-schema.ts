/**
 * The options of a connector as JSON Schema (2020-12), the part of it that a form needs. `writeOnly` marks a secret: its
 * value is never shown, logged or sent back.
 */
export type OptionsSchema = {
  readonly type: "object";
  readonly properties: Readonly<Record<string, OptionSchema>>;
  readonly required?: readonly string[];
};

/** A type of JSON. */
export type OptionType = "string" | "number" | "integer" | "boolean" | "array" | "object";

/** One option of a connector. */
export type OptionSchema = {
  readonly title: string;
  /** Help: what it is and where it is found. */
  readonly description?: string;
  /** One type, or several that are all fine. */
  readonly type: OptionType | readonly OptionType[];
  readonly writeOnly?: boolean;
  readonly default?: unknown;
  readonly enum?: readonly (string | number)[];
  /** Of a string: a regular expression that it must match as a whole. */
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
};

/**
 * What is wrong with options, each a sentence that names the field and says what to do. Values are never quoted: they may
 * be secrets, or a secret in the wrong field.
 */
export function findOptionProblems(schema: OptionsSchema, options: object): string[] {
  const { properties, required = [] } = schema;
  const given = new Map<string, unknown>(Object.entries(options).filter(([, value]) => value !== undefined));
  const missing = required
    .filter((name) => !given.has(name))
    .map((name) => `${name} is missing: ${describe(properties[name])}.`);
  const wrong = Object.entries(properties).flatMap(([name, schema]) => {
    if (!given.has(name) || isValid(schema, given.get(name))) return [];
    return [`${name} must be ${describe(schema)}.`];
  });
  return [...missing, ...findUnknownOptions(schema, options), ...wrong];
}

/** A misspelt option would be passed over without a word. */
export function findUnknownOptions({ properties }: OptionsSchema, options: object): string[] {
  return Object.keys(options)
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => `${name}: there is no such option; there are ${Object.keys(properties).join(", ")}.`);
}

/** One line an option, for the operator. */
export function describeOptions({ properties, required = [] }: OptionsSchema): string[] {
  return Object.entries(properties).map(([name, schema]) => {
    const marks = [
      ...(required.includes(name) ? ["required"] : []),
      ...(schema.writeOnly === true ? ["secret"] : []),
      ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
    ];
    const help = schema.description ?? schema.title;
    return `${name}: ${help}${marks.length === 0 ? "" : ` (${marks.join(", ")})`}`;
  });
}

function isValid(schema: OptionSchema, value: unknown): boolean {
  if (!typesOf(schema).some((type) => isOfType(type, value))) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value as string)) return false;
  if (typeof value === "string")
    return schema.pattern === undefined || new RegExp(`^(?:${schema.pattern})$`).test(value);
  if (typeof value !== "number") return true;
  return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
}

function typesOf({ type }: OptionSchema): readonly OptionType[] {
  return typeof type === "string" ? [type] : type;
}

function isOfType(type: OptionType, value: unknown): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "string":
    case "number":
    case "boolean":
      return typeof value === type;
  }
}

function describe(schema: OptionSchema | undefined): string {
  if (schema === undefined) return "a value";
  const types = typesOf(schema).map((type) => `${article(type)} ${type}`);
  const one = schema.enum === undefined ? types.join(" or ") : `one of ${schema.enum.join(", ")}`;
  const help = schema.description ?? schema.title;
  return `${one} (${help})`;
}

function article(type: string): string {
  return /^[aio]/.test(type) ? "an" : "a";
}
