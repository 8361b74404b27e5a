import { isObject } from "./dump-value.ts";

/**
 * What a file of Tock Studio holds. `stories`: the export of stories. `labels`: the export of labels. `application`: the dump of an
 * NLP application, with entities and sentences. `sentences`: the dump of its sentences alone. `dictionary`: the predefined values of an
 * entity, or of several.
 */
export type DumpKind = "stories" | "labels" | "application" | "sentences" | "dictionary";

/** By its fields, because Studio gives all these files names of their own. Undefined: it is none of them. */
export function kindOfDump(json: unknown): DumpKind | undefined {
  if (Array.isArray(json)) {
    const has = (...names: string[]): boolean =>
      json.some((each) => isObject(each) && names.every((name) => name in each));
    if (has("storyId")) return "stories";
    if (has("_id", "i18n")) return "labels";
    return has("entityName", "values") ? "dictionary" : undefined;
  }
  if (!isObject(json)) return undefined;
  if ("storyId" in json) return "stories";
  if (Array.isArray(json["labels"])) return "labels";
  if ("application" in json && "sentences" in json) return "application";
  if ("applicationName" in json && "sentences" in json) return "sentences";
  return "entityName" in json && "values" in json ? "dictionary" : undefined;
}

/** What a file is that is no dump of Tock, as far as one can see it. */
export function describeUnknown(json: unknown): string {
  const expected =
    "expected an export of Tock Studio: stories, labels, an NLP application, its sentences, or the predefined values of an entity";
  if (Array.isArray(json)) {
    if (json.length === 0) return `an empty list; ${expected}`;
    return `a list whose elements have ${fieldsOf(json.find(isObject))}; ${expected}`;
  }
  return isObject(json) ? `an object with ${fieldsOf(json)}; ${expected}` : `a single value; ${expected}`;
}

function fieldsOf(value: unknown): string {
  const names = isObject(value) ? Object.keys(value) : [];
  if (names.length === 0) return "no fields";
  return `the fields ${names.slice(0, 5).join(", ").slice(0, 200)}${names.length > 5 ? " …" : ""}`;
}
