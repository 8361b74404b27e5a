import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import { messageOf } from "#channel/connector-definition.ts";
import { makeFolder } from "#app/make-folder.ts";
import { print } from "#cli/print.ts";
import { type OperatorOptions, withOperator } from "#cli/operator/with-operator.ts";
import type { CauserieConfig } from "#config/config.ts";
import { mergeMessages, type MessageFile } from "#desk/stories/labels/merge-messages.ts";
import { readTexts } from "#desk/stories/labels/revised-text.ts";

/**
 * Writes the texts that the team has written at the desk into files of translations, one for each language, into what is there: for the author
 * to review and to commit.
 * @throws ConfigError when a file cannot be read or written, or has a group where the desk has a text.
 */
export async function writeTexts(config: CauserieConfig, options: OperatorOptions): Promise<void> {
  const { out = "texts" } = options;
  const kept = await withOperator(config, ({ desk }) => readTexts(desk.records));
  const byLocale = Map.groupBy(
    kept.map(({ text }) => text),
    ({ locale }) => locale,
  );
  // All of them are read before the first one is written.
  const files = [...byLocale].map(([locale, texts]) => {
    const file = join(out, `${locale}.json`);
    const before = read(file);
    const after = about(file, () => mergeMessages(before, texts));
    return { file, texts: texts.length, changed: JSON.stringify(before) !== JSON.stringify(after), after };
  });
  const changed = files.filter((each) => each.changed);
  if (changed.length > 0) makeFolder(out, 0o777);
  for (const { file, after } of changed)
    about(file, () => writeFileSync(file, `${JSON.stringify(after, undefined, 2)}\n`));
  print(
    changed.map(({ file, texts }) => ({ file, texts })),
    options.json ?? false,
    () =>
      changed.length === 0
        ? [`Nothing is new: ${out} has all texts of the desk.`]
        : [
            ...changed.map(({ file, texts }) => `${file}: ${texts} from the desk`),
            "Review them, commit them, and remove them at the desk once the bot has them.",
          ],
  );
}

function read(file: string): MessageFile {
  if (!existsSync(file)) return {};
  const parsed: unknown = about(file, () => JSON.parse(readFileSync(file, "utf8")));
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new ConfigError([`desk texts: ${file} is no object of texts; choose another folder with --out`]);
  return parsed as MessageFile;
}

function about<Result>(file: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    throw new ConfigError([`desk texts: ${file}: ${messageOf(cause)}; mend it, or choose another folder with --out`], {
      cause,
    });
  }
}
