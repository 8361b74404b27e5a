import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import type { TockDumpFile } from "#tock-import/convert/import-tock.ts";

/** Bytes. An export with all pictures of a large bot is smaller. */
const largest = 100 * 1024 * 1024;

/**
 * The dumps in a file, or in the `.json` files right in a folder.
 * @throws ConfigError with each file that cannot be read, and what to do about it.
 */
export function readDumps(path: string): TockDumpFile[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    throw new ConfigError([`import tock: there is no ${path}; name a dump, or a folder of dumps`]);
  const files = stats.isDirectory() ? filesIn(path) : [path];
  const problems: string[] = [];
  const dumps = files.flatMap((file) => {
    const read = readDump(file);
    if ("problem" in read) problems.push(`import tock: ${file} ${read.problem}`);
    return "problem" in read ? [] : [{ name: basename(file), json: read.json }];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return dumps;
}

function filesIn(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith(".json"))
    .map((entry) => join(folder, entry.name))
    .toSorted();
  if (files.length === 0)
    throw new ConfigError([`import tock: no file in ${folder} ends with .json; put the exports of Tock Studio there`]);
  return files;
}

function readDump(file: string): { json: unknown } | { problem: string } {
  const size = statSync(file).size;
  if (size > largest)
    return {
      problem: `has ${Math.ceil(size / 1024 / 1024)} MB, more than the ${largest / 1024 / 1024} MB that are read; export it in parts`,
    };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (!(error instanceof TypeError))
      return { problem: `cannot be read (${error instanceof Error ? error.message : "?"})` };
    return { problem: "is not UTF-8; save it in that encoding" };
  }
  try {
    return { json: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { problem: `is no JSON: ${describeMistake(error, text)}` };
  }
}

/** Where the JSON breaks. Not the parser's own words, which quote the dump. */
function describeMistake({ message }: SyntaxError, text: string): string {
  const [, position] = /position (\d+)/.exec(message) ?? [];
  if (position === undefined || Number(position) >= text.trimEnd().length) return "it ends too early; export it again";
  const before = text.slice(0, Number(position)).split("\n");
  return `it breaks in line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}; export it again`;
}
