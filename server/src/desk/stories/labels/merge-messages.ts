import type { RevisedText } from "@causerie/protocol/desk";

/** The messages of one locale, as a JSON file of translations has them: texts, lists of wordings, variants, and groups. */
export type MessageFile = { [key: string]: unknown };

/**
 * The messages of a file with what the team has written, in the shape that `catalogue` reads. What is there keeps its order and its shape as far
 * as it can.
 * @throws TypeError when a text stands where the file has a group, or the other way round.
 */
export function mergeMessages(file: MessageFile, revised: readonly RevisedText[]): MessageFile {
  const merged = structuredClone(file);
  for (const text of revised) write(merged, text);
  return merged;
}

function write(file: MessageFile, { key, variant, texts }: RevisedText): void {
  const path = key.split(".");
  const name = path.pop() ?? key;
  let group = file;
  for (const each of path) {
    const next = Object.hasOwn(group, each) ? group[each] : (group[each] = {});
    if (!isObject(next) || Object.hasOwn(next, "default")) throw new TypeError(`${key}: ${each} is a text in the file`);
    group = next;
  }
  const before = Object.hasOwn(group, name) ? group[name] : undefined;
  const wording = texts.length === 1 ? texts[0] : [...texts];
  if (isObject(before)) {
    if (!Object.hasOwn(before, "default")) throw new TypeError(`${key} is a group in the file`);
    before[variant] = wording;
  } else if (variant === "default") group[name] = wording;
  // A text alone is said everywhere: so it stays, beside its first variant.
  else group[name] = { default: before ?? "", [variant]: wording };
}

function isObject(value: unknown): value is MessageFile {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
