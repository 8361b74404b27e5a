import { readdirSync, readFileSync } from "node:fs";
import { ConfigError } from "#app/errors.ts";
import { isLocale } from "#i18n/locale.ts";
import { intentOfFile } from "./corpus-file.ts";

/** Examples by intent and language (BCP 47). */
export type Corpus = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * Reads the examples that `causerie desk corpus` has written, for `createBot({ corpus })`: a folder with one file for each intent, such as
 * `fares.json` with `{ "en": ["what does it cost"] }`. A folder that is not there yet has none.
 *
 * ```ts
 * const bot = createBot({ stories, fallback, corpus: readCorpus(new URL("./corpus/", import.meta.url)) });
 * ```
 * @throws ConfigError with every file that cannot be read.
 */
export function readCorpus(folder: string | URL): Corpus {
  const corpus: Record<string, Readonly<Record<string, readonly string[]>>> = {};
  const problems: string[] = [];
  for (const name of fileNames(folder)) {
    const path = folder instanceof URL ? new URL(encodeURIComponent(name), folderUrl(folder)) : `${folder}/${name}`;
    try {
      const examples: unknown = JSON.parse(readFileSync(path, "utf8"));
      if (isExamples(examples)) corpus[intentOfFile(name)] = examples;
      else
        problems.push(
          `corpus: ${name} must be an object with a list of sentences for each language, e.g. { "en": ["…"] }`,
        );
    } catch {
      problems.push(`corpus: ${name} is no file of JSON; mend it, or take it out`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return corpus;
}

function fileNames(folder: string | URL): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Without the slash a name would come to stand beside the folder. */
function folderUrl(folder: URL): URL {
  return folder.href.endsWith("/") ? folder : new URL(`${folder.href}/`);
}

function isExamples(given: unknown): given is Record<string, string[]> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return false;
  return Object.entries(given).every(
    ([language, texts]) =>
      isLocale(language) && Array.isArray(texts) && texts.every((text: unknown) => typeof text === "string"),
  );
}
