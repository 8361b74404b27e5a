import { nearestName } from "#names/nearest-name.ts";

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
  /** Of a secret: whoever fills it in makes it up, so that a form may offer a random one. */
  readonly ownChoice?: boolean;
  readonly default?: unknown;
  readonly enum?: readonly (string | number)[];
  /** Of a string: a regular expression that it must match as a whole. */
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Of an array: what each entry must be. */
  readonly items?: OptionSchema;
  /** Of an object: its options. Without this, all names are taken. */
  readonly properties?: OptionsSchema["properties"];
  readonly required?: OptionsSchema["required"];
  /** The end of the sentence "... must be", for an operator who wrote something else. Default: made of the type and the help. */
  readonly mustBe?: string;
};

/**
 * What is wrong with options, each a sentence that names the field and says what to do. Values are never quoted: they may
 * be secrets, or a secret in the wrong field.
 * @param options whatever the operator wrote; often it comes from JavaScript or from the environment.
 */
export function findOptionProblems(schema: OptionsSchema, options: unknown): string[] {
  if (!isOptions(options))
    return [`the options must be an object, e.g. { ${Object.keys(schema.properties)[0] ?? ""}: … }.`];
  return problemsOf(schema, options, "").map((problem) => `${problem}.`);
}

type Fields = Pick<OptionsSchema, "properties" | "required">;

/** @param at where the options are: "" or a path that ends with a dot. */
function problemsOf({ properties, required = [] }: Fields, options: object, at: string): string[] {
  const given = new Map<string, unknown>(Object.entries(options).filter(([, value]) => value !== undefined));
  const missing = required
    .filter((name) => !given.has(name))
    .map((name) => `${at}${name} is missing: ${describe(properties[name])}`);
  const unknown = Object.keys(options).flatMap((name) => unknownOption(properties, name, at));
  const wrong = Object.entries(properties).flatMap(([name, option]) =>
    given.has(name) ? valueProblems(option, given.get(name), `${at}${name}`) : [],
  );
  return [...missing, ...unknown, ...wrong];
}

/** A misspelt option would be passed over without a word. */
function unknownOption(properties: OptionsSchema["properties"], name: string, at: string): string[] {
  if (Object.hasOwn(properties, name)) return [];
  const known = Object.keys(properties);
  const near = nearestName(name, known);
  const hint = near === undefined ? "there are" : `did you mean ${near}? There are`;
  return [`${at}${name}: there is no such option; ${hint} ${known.join(", ")}`];
}

function valueProblems(schema: OptionSchema, value: unknown, at: string): string[] {
  if (!isValid(schema, value)) return [`${at} must be ${describe(schema)}`];
  const { items, properties, required } = schema;
  if (items !== undefined && Array.isArray(value))
    return value.flatMap((entry, index) => valueProblems(items, entry, `${at}[${index}]`));
  if (properties === undefined || !isOptions(value)) return [];
  return problemsOf(required === undefined ? { properties } : { properties, required }, value, `${at}.`);
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
      return isOptions(value);
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return Number.isFinite(value);
    case "string":
    case "boolean":
      return typeof value === type;
  }
}

/** Whether something can hold options at all: no list, no promise, no null. */
export function isOptions(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Promise);
}

function describe(schema: OptionSchema | undefined): string {
  if (schema === undefined) return "a value";
  if (schema.mustBe !== undefined) return schema.mustBe;
  const types = typesOf(schema).map((type) => `${article(type)} ${type}`);
  const one = schema.enum === undefined ? types.join(" or ") : `one of ${schema.enum.join(", ")}`;
  const help = schema.description ?? schema.title;
  return `${one} (${help})`;
}

function article(type: string): string {
  return /^[aio]/.test(type) ? "an" : "a";
}
