import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import { importTockLabels } from "#tock-import/tock-labels.ts";

/**
 * Turns a dump of Tock's labels into messages of a catalogue: one JSON file a language, the old keys by the new ones, and
 * what could not be brought over as it was. Files that are there are not overwritten.
 * @throws ConfigError when the dump cannot be read, or a file is in the way.
 */
export async function importLabels(dump: string, folder: string): Promise<void> {
  const { messages, mapping, warnings } = importTockLabels(readDump(dump));
  mkdirSync(folder, { recursive: true });
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
