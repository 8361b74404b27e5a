import { type JsonObject, isObject } from "#channel/kit/json-with-ids.ts";

/** What would change at Meta, by Meta's names of the fields. */
export type ProfileChange =
  | { type: "set"; field: string; to: unknown }
  | { type: "change"; field: string; from: unknown; to: unknown }
  | { type: "remove"; field: string; from: unknown };

/** @param wanted of `toMetaProfile`. @param current what Meta has. */
export function diffProfiles(wanted: ReadonlyMap<string, unknown>, current: JsonObject): ProfileChange[] {
  return [...wanted].flatMap(([field, to]): ProfileChange[] => {
    const from = current[field];
    if (to === undefined) return from === undefined ? [] : [{ type: "remove", field, from }];
    if (from === undefined) return [{ type: "set", field, to }];
    return holds(from, to) ? [] : [{ type: "change", field, from, to }];
  });
}

/** Whether Meta has all that is wanted. Meta adds fields of its own, and may list languages in another order. */
function holds(current: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(current) || current.length !== wanted.length) return false;
    const [ours, theirs] = [byLocale(wanted), byLocale(current)];
    return ours.every((each, index) => holds(theirs[index], each));
  }
  if (!isObject(wanted)) return current === wanted;
  return isObject(current) && Object.entries(wanted).every(([key, value]) => holds(current[key], value));
}

function byLocale(list: readonly unknown[]): readonly unknown[] {
  const localeOf = (each: unknown): string => (isObject(each) ? String(each["locale"]) : "");
  if (!list.every((each) => isObject(each) && typeof each["locale"] === "string")) return list;
  return list.toSorted((one, other) => (localeOf(one) < localeOf(other) ? -1 : 1));
}

/** For the operator, one line for each thing that goes, comes or changes. */
export function describeChanges(changes: readonly ProfileChange[]): string[] {
  return changes.flatMap((change) => {
    const from = change.type === "set" ? [] : linesOf(change.from);
    const to = change.type === "remove" ? [] : linesOf(change.to);
    return [
      `${change.field}:`,
      ...from.filter((line) => !to.includes(line)).map((line) => `  - ${line}`),
      ...to.filter((line) => !from.includes(line)).map((line) => `  + ${line}`),
    ];
  });
}

/** A list becomes one line for each entry, and one with languages a line for each entry of each language. */
function linesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [JSON.stringify(value)];
  return value.flatMap((each: unknown) => {
    if (!isObject(each) || typeof each["locale"] !== "string") return [JSON.stringify(each)];
    const { locale, ...rest } = each;
    return Object.values(rest).flatMap((part) => linesOf(part).map((line) => `${locale} ${line}`));
  });
}
