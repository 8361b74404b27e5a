import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import { makeFolder } from "#app/make-folder.ts";
import { importTockLabels } from "#tock-import/labels/tock-labels.ts";

/**
 * Converts a dump of Tock's labels to messages of a catalogue: one JSON file for each language, and one with the new key of
 * each old one. Prints a warning for everything that was not imported as it is. Existing files are not overwritten.
 * @throws ConfigError if the dump cannot be read, or a file exists.
 */
export async function importLabels(dump: string, folder: string): Promise<void> {
  const { messages, mapping, warnings } = importTockLabels(readDump(dump));
  makeFolder(folder, 0o777);
  for (const [locale, texts] of Object.entries(messages)) write(join(folder, `${locale}.json`), texts);
  write(join(folder, "keys.json"), mapping);
  for (const warning of warnings) console.warn(`- ${JSON.stringify(warning)}`);
  const languages = Object.keys(messages).join(", ");
  console.log(`${Object.keys(mapping).length} labels (${languages}) are in ${folder}; ${warnings.length} need a look`);
}

function readDump(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new ConfigError([`labels import: ${file} is no file of JSON`], { cause });
  }
}

function write(file: string, content: unknown): void {
  try {
    writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`, { flag: "wx" });
  } catch (cause) {
    throw new ConfigError([`labels import: ${file} cannot be written; choose another folder with --out`], { cause });
  }
}
