import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import { makeFolder } from "#app/make-folder.ts";
import { print } from "#cli/print.ts";
import { type OperatorOptions, withOperator } from "#cli/operator/with-operator.ts";
import type { CauserieConfig } from "#config/config.ts";
import { readDecisions, toCorpus } from "#desk/stories/sentences/decisions.ts";
import { fileOfIntent } from "#understanding/corpus/corpus-file.ts";
import { type Corpus, readCorpus } from "#understanding/corpus/read-corpus.ts";

/**
 * Writes the examples that the team has added at the desk into files, one for each intent, beside those that are there: for the author to
 * review, to commit, and to give to the bot.
 * @throws ConfigError when a file cannot be read or written.
 */
export async function writeCorpus(config: CauserieConfig, options: OperatorOptions): Promise<void> {
  const { out = "corpus" } = options;
  const added = await withOperator(config, async ({ desk }) => toCorpus((await readDecisions(desk.records)).values()));
  const before = readCorpus(out);
  const written = Object.entries(added).flatMap(([intent, examples]) => {
    const all = withAdded(before[intent] ?? {}, examples);
    const count = countOf(all) - countOf(before[intent] ?? {});
    if (count > 0) write(out, fileOfIntent(intent), all);
    return count === 0 ? [] : [{ file: join(out, fileOfIntent(intent)), added: count }];
  });
  print(written, options.json ?? false, () =>
    written.length === 0
      ? [`Nothing is new: ${out} has all examples of the desk.`]
      : [
          ...written.map(({ file, added: count }) => `${file}: ${count} added`),
          `Review them, commit them, and give them to the bot: createBot({ …, corpus: readCorpus("${out}") })`,
        ],
  );
}

type Examples = Corpus[string];

/** What stands in a file stays in its order: a review shows what is new alone. */
function withAdded(before: Examples, added: Examples): Examples {
  const languages = [...new Set([...Object.keys(before), ...Object.keys(added)])];
  return Object.fromEntries(
    languages.map((language) => [language, [...new Set([...(before[language] ?? []), ...(added[language] ?? [])])]]),
  );
}

function countOf(examples: Examples): number {
  return Object.values(examples).reduce((sum, texts) => sum + texts.length, 0);
}

function write(folder: string, file: string, content: Examples): void {
  makeFolder(folder, 0o777);
  try {
    writeFileSync(join(folder, file), `${JSON.stringify(content, undefined, 2)}\n`);
  } catch (cause) {
    throw new ConfigError([`desk corpus: ${join(folder, file)} cannot be written; choose another folder with --out`], {
      cause,
    });
  }
}
