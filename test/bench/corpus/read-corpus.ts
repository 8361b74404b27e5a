import { readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { type Corpus, CorpusError, partOf, type Row, toCorpus } from "./corpus.ts";
import { readJson, readJsonLines } from "./read-json.ts";
import { isSnipsIntent, readSnipsIntent } from "./read-snips.ts";
import { readTable } from "./read-table.ts";
import { readText } from "./read-text.ts";

type ReadFile = (file: string, content: string) => Row[];

/** By the ending of the file's name. */
const readers: Readonly<Record<string, ReadFile>> = {
  ".csv": (file, content) => readTable(file, content, "csv"),
  ".tsv": (file, content) => readTable(file, content, "tsv"),
  ".json": readJson,
  ".jsonl": readJsonLines,
};

const endings = Object.keys(readers).join(", ");

/**
 * Reads a corpus of sentences and their intents from a file, or from a folder with one file for each part ("train.csv",
 * "test.csv") or with a folder for each intent as SNIPS has them.
 *
 * @throws CorpusError when it is no corpus, with what to do.
 */
export function readCorpus(path: string): Corpus {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new CorpusError(`There is no file ${path}`);
  return toCorpus(basename(path), found.isDirectory() ? readFolder(path) : readFile(path));
}

function readFile(path: string): Row[] {
  const read = readers[extname(path).toLowerCase()];
  if (read === undefined) throw new CorpusError(`${path} is none of ${endings}`);
  return read(path, readText(path));
}

function readFolder(folder: string): Row[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const intents = entries.filter((entry) => entry.isDirectory() && isSnipsIntent(folder, entry.name));
  if (intents.length > 0) return intents.flatMap(({ name }) => readSnipsIntent(folder, name));
  const parts = entries.filter((entry) => entry.isFile() && partOfFile(entry.name) !== undefined);
  if (parts.length === 0)
    throw new CorpusError(
      `${folder} has no "train" and "test" (${endings}), and no folders of SNIPS ("<intent>/train_<intent>.json")`,
    );
  const twice = parts.find(
    ({ name }) => parts.filter((other) => partOfFile(other.name) === partOfFile(name)).length > 1,
  );
  if (twice !== undefined) throw new CorpusError(`${folder} has more than one file like ${twice.name}: leave one`);
  return parts.flatMap(({ name }) => readFile(join(folder, name)).map((row) => ({ ...row, part: partOfFile(name) })));
}

function partOfFile(name: string): Row["part"] {
  const ending = extname(name).toLowerCase();
  return ending in readers ? partOf(basename(name, extname(name))) : undefined;
}
