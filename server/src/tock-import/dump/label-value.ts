import { type DumpValue, isObject } from "./dump-value.ts";

/** A label where a story uses it: Tock's id of it, and its default text. */
export type LabelValue = {
  readonly id: string;
  readonly category: string;
  readonly text: string;
  /** Its default texts in several languages, as an export of labels has them. */
  readonly entries: readonly unknown[];
  readonly at: string;
};

/** Undefined: there is none, or it is blank. Old dumps have the bare text in its place. */
export function readLabelValue(label: DumpValue, category: string): LabelValue | undefined {
  if (label.isAbsent) return undefined;
  if (typeof label.value === "string") {
    const text = label.text();
    return text === undefined ? undefined : toLabelValue(text, category, label.at);
  }
  if (!label.isObject("a label with key and defaultLabel")) return undefined;
  label.refuseUnknown(["key", "namespace", "category", "defaultLabel", "args", "defaultI18n", "length"]);
  const args = label.field("args");
  if (args.list("a list of arguments").length > 0)
    args.lose("arguments of a label in a story: its text gets none here");
  const entries = label
    .field("defaultI18n")
    .list("a list of texts")
    .map(({ value }) => value);
  const text = label.field("defaultLabel").text();
  const id = label.field("key").text();
  if (text === undefined && !entries.some((entry) => isObject(entry) && typeof entry["label"] === "string")) {
    // A label with a key alone may be in the export of labels.
    return id === undefined || id.endsWith("_") ? undefined : { id, category, text: "", entries: [], at: label.at };
  }
  const own = label.field("category").text() ?? category;
  return { ...toLabelValue(text ?? "", own, label.at), ...(id === undefined ? {} : { id }), entries };
}

/** A text that had no label of its own: Tock makes the id of category and text, too. */
export function toLabelValue(text: string, category: string, at: string): LabelValue {
  return { id: `import_${category}_${text}`, category, text, entries: [], at };
}
