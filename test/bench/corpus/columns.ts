import { CorpusError, partOf, type Row } from "./corpus.ts";

/** What the columns of public corpora are called, the best name first. A number in `label` beside `label_text` is of no use. */
const columns = {
  text: ["text", "sentence", "utterance", "query"],
  intent: ["intent", "category", "label_text", "label"],
  part: ["split", "part"],
} as const;

/** For messages. */
export const columnNames = `one of ${columns.text.join(", ")} and one of ${columns.intent.join(", ")}`;

export type Names = { text: string; intent: string; part: string | undefined };

/** Finds the columns by their names. @returns undefined when there is none for the sentence or none for its intent. */
export function findColumns(names: readonly string[]): Names | undefined {
  const find = (wanted: readonly string[]): string | undefined =>
    wanted.flatMap((name) => names.filter((other) => other.trim().toLowerCase() === name))[0];
  const [text, intent] = [find(columns.text), find(columns.intent)];
  return text === undefined || intent === undefined ? undefined : { text, intent, part: find(columns.part) };
}

/** @param location for messages, e.g. "cities.csv, line 3". @throws CorpusError when a value is missing. */
export function toRow(location: string, names: Names, record: Readonly<Record<string, unknown>>): Row {
  const value = (name: string): string => {
    const found = record[name];
    if (typeof found !== "string" && typeof found !== "number")
      throw new CorpusError(`${location} has no text in "${name}"`);
    return String(found).trim();
  };
  const intent = value(names.intent);
  if (intent === "") throw new CorpusError(`${location} has no intent in "${names.intent}"`);
  const part = names.part === undefined ? undefined : value(names.part);
  if (part !== undefined && partOf(part) === undefined)
    throw new CorpusError(`${location}: "${part}" is no part of a corpus; parts are train, validation and test`);
  return { text: value(names.text), intent, part: part === undefined ? undefined : partOf(part) };
}
