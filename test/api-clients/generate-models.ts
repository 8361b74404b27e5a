import { InputData, JSONSchemaInput, type JSONSchema, JSONSchemaStore, quicktype } from "quicktype-core";

/** The languages of the models, with the endings of their files. */
export const languages = { dart: "dart", kotlin: "kt", swift: "swift" } as const;

export type Language = keyof typeof languages;

const options: Record<Language, Record<string, string>> = {
  dart: { "null-safety": "true", "final-props": "true" },
  kotlin: { framework: "kotlinx", package: "dev.causerie.models" },
  swift: { "struct-or-class": "struct", initializers: "false", "acronym-style": "camel" },
};

const head = `// Models of the Causerie API, version 1, made by "npm run api:models" from its OpenAPI document.
// Models only, without requests. Causerie's tests do not compile them.
// Objects of several kinds are one class: "type" says which, and what a kind lacks is null.
`;

/** One document under one address: what several schemas refer to is one type then. */
class OneDocument extends JSONSchemaStore {
  readonly address = "https://causerie.dev/models";
  readonly #document: JSONSchema;

  constructor(schemas: Record<string, object>) {
    super();
    const definitions = opened(schemas) as Record<string, object>;
    const properties = Object.keys(definitions)
      .toSorted()
      .map((name) => [name, { $ref: `#/definitions/${name}` }]);
    for (const [title, definition] of Object.entries(definitions)) Object.assign(definition, { title });
    this.#document = { type: "object", properties: Object.fromEntries(properties), definitions } as JSONSchema;
  }

  override fetch(): Promise<JSONSchema> {
    return Promise.resolve(this.#document);
  }
}

/**
 * Writes the schemas of the API's document as types of another language: models of what goes over the wire, without any request.
 * @param schemas `components.schemas` of the document.
 */
export async function generateModels(schemas: Record<string, object>, language: Language): Promise<string> {
  const store = new OneDocument(schemas);
  const input = new JSONSchemaInput(store);
  await input.addSource({ name: "CauserieModels", uris: [`${store.address}#`] });
  const inputData = new InputData();
  inputData.addInput(input);
  const { lines } = await quicktype({
    inputData,
    lang: language,
    rendererOptions: options[language],
    inferMaps: false,
    // Swift would have it at each type.
    leadingComments: [],
  });
  return `${head}\n${lines.join("\n").trim()}\n`;
}

/** Leaves words open: a later server may have more kinds, and an enumeration would refuse them. Names stay inside the document. */
function opened(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(opened);
  if (typeof part !== "object" || part === null) return part;
  if ("const" in part || "enum" in part) return { type: "string" };
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === "$ref" ? String(value).replace("#/components/schemas/", "#/definitions/") : opened(value),
    ]),
  );
}
