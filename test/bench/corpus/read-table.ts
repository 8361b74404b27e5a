import { CsvError, parse } from "csv-parse/sync";
import { columnNames, findColumns, toRow } from "./columns.ts";
import { CorpusError, type Row } from "./corpus.ts";

/**
 * Reads CSV, with quotes, or TSV, without. The first line names the columns; without names the first of two columns is the
 * sentence and the second its intent.
 *
 * @throws CorpusError
 */
export function readTable(file: string, content: string, kind: "csv" | "tsv"): Row[] {
  const records = parseRecords(file, content, kind);
  const [first] = records;
  if (first === undefined) throw new CorpusError(`${file} is empty`);
  const names = findColumns(first.cells);
  if (names === undefined && first.cells.length !== 2)
    throw new CorpusError(`${file}, line 1: name the columns: ${columnNames}`);
  const header = names === undefined ? ["text", "intent"] : first.cells;
  return (names === undefined ? records : records.slice(1)).map(({ cells, line }) => {
    const location = `${file}, line ${line}`;
    if (cells.length !== header.length)
      throw new CorpusError(
        `${location} has ${cells.length} columns instead of ${header.length}${kind === "csv" ? ": put quotes around a text with a comma" : ""}`,
      );
    const record = Object.fromEntries(header.map((name, column) => [name, cells[column]]));
    return toRow(location, names ?? { text: "text", intent: "intent", part: undefined }, record);
  });
}

/** `line` is where the record ends: a text in quotes may have several lines. */
function parseRecords(file: string, content: string, kind: "csv" | "tsv"): { cells: string[]; line: number }[] {
  const records: { cells: string[]; line: number }[] = [];
  try {
    parse(content, {
      bom: true,
      delimiter: kind === "csv" ? "," : "\t",
      quote: kind === "csv" ? '"' : null,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        records.push({ cells, line: lines });
        return null;
      },
    });
    return records;
  } catch (error) {
    if (error instanceof CsvError) throw new CorpusError(`${file} is no ${kind.toUpperCase()}: ${error.message}`);
    throw error;
  }
}
