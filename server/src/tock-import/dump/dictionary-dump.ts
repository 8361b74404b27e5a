import { type DumpValue, isObject } from "./dump-value.ts";

/** The predefined values of an entity: how each is called, by language. */
export type TockDictionary = {
  /** With its namespace. */
  readonly type: string;
  readonly values: readonly { readonly value: string; readonly labels: Readonly<Record<string, readonly string[]>> }[];
};

export function readDictionary(dump: DumpValue): TockDictionary[] {
  if (!dump.isObject("the predefined values of an entity")) return [];
  dump.refuseUnknown(["_id", "namespace", "entityName", "values", "onlyValues", "minDistance", "textSearch"]);
  const name = dump.field("entityName").neededText("the name of the entity");
  if (name === undefined) return [];
  const namespace = dump.field("namespace").text();
  if (dump.field("textSearch").value === true)
    dump
      .field("textSearch")
      .change("the search for parts of a value: here a value is found by its whole name, with typing errors");
  const values = dump.field("values").list("a list of values").flatMap(readValue);
  if (values.length === 0) dump.lose("an entity without predefined values");
  return values.length === 0 ? [] : [{ type: namespace === undefined ? name : `${namespace}:${name}`, values }];
}

function readValue(entry: DumpValue): TockDictionary["values"] {
  const value = entry.field("value").neededText("a value");
  if (value === undefined) return [];
  const labels = entry.field("labels");
  if (labels.isAbsent || !labels.isObject("the labels of a value by language")) return [{ value, labels: {} }];
  const languages = isObject(labels.value) ? Object.keys(labels.value) : [];
  const all = languages.map((language) => [
    language,
    labels
      .field(language)
      .list("a list of labels")
      .flatMap((label) => label.text() ?? []),
  ]);
  return [{ value, labels: Object.fromEntries(all) as Record<string, string[]> }];
}
