import * as v from "valibot";
import { columnNames, findColumns, toRow } from "./columns.ts";
import { CorpusError, type Part, partOf, type Row } from "./corpus.ts";

const pair = v.strictTuple([v.string(), v.string()]);
const pairs = v.array(pair);
const records = v.array(v.record(v.string(), v.unknown()));
const byIntent = v.record(v.string(), v.union([v.array(v.string()), v.record(v.string(), v.array(v.string()))]));

/** A part of CLINC150: `train`, `val`, `test`; sentences out of scope have parts of their own. */
const partName = /^(?:oos_)?(?<part>train|val|test)$/;

/**
 * Reads a list of `[sentence, intent]` or of objects; lists of pairs by part, as CLINC150 has them; or sentences by intent, or by
 * intent and language.
 *
 * @throws CorpusError
 */
export function readJson(file: string, content: string): Row[] {
  const json = parse(file, content);
  if (v.is(pairs, json)) return json.map(([text, intent]) => ({ text, intent, part: undefined }));
  if (v.is(records, json)) return json.map((record, index) => toRecordRow(`${file}, item ${index + 1}`, record));
  if (isObject(json) && Object.keys(json).length > 0) {
    const names = Object.keys(json);
    if (names.every((name) => partName.test(name)))
      return names.flatMap((name) => readPart(`${file}, "${name}"`, json[name], partOf(name.replace("oos_", ""))));
    if (v.is(byIntent, json))
      return Object.entries(json).flatMap(([intent, texts]) =>
        (Array.isArray(texts) ? texts : Object.values(texts).flat()).map((text) => ({
          text,
          intent,
          part: undefined,
        })),
      );
  }
  throw new CorpusError(
    `${file} has no shape of a corpus: give a list of [sentence, intent] or of objects with ${columnNames}, such lists by part ("train", "val", "test", "oos_test" …), or sentences by intent`,
  );
}

/** One JSON object a line. @throws CorpusError */
export function readJsonLines(file: string, content: string): Row[] {
  const lines = content.split(/\r?\n/).map((text, index) => ({ text, location: `${file}, line ${index + 1}` }));
  return lines
    .filter(({ text }) => text.trim() !== "")
    .map(({ text, location }) => {
      const json = parse(location, text);
      if (!isObject(json)) throw new CorpusError(`${location} is no object: give one with ${columnNames}`);
      return toRecordRow(location, json);
    });
}

function readPart(location: string, json: unknown, part: Part | undefined): Row[] {
  const result = v.safeParse(pairs, json);
  if (result.success) return result.output.map(([text, intent]) => ({ text, intent, part }));
  const at = result.issues[0].path?.[0]?.key;
  throw new CorpusError(
    `${location}${typeof at === "number" ? `, item ${at + 1}` : ""} is no ${typeof at === "number" ? "pair" : "list of pairs"} [sentence, intent]`,
  );
}

function toRecordRow(location: string, record: Readonly<Record<string, unknown>>): Row {
  const names = findColumns(Object.keys(record));
  if (names === undefined) throw new CorpusError(`${location} lacks its sentence or its intent: give ${columnNames}`);
  return toRow(location, names, record);
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function parse(location: string, content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new CorpusError(`${location} is no JSON: ${String(error)}`);
  }
}
