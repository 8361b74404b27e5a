import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import { makeFolder } from "#app/make-folder.ts";
import { type ImportedBot, importTock } from "#tock-import/convert/import-tock.ts";
import { summaryOf, writeReport } from "#tock-import/report.ts";
import { readDumps } from "./read-dumps.ts";
import { botSource, configSource } from "./starter-sources.ts";

/**
 * Converts the exports of Tock Studio to a bot that runs, with a report of what did not come over. Existing files are not
 * overwritten.
 * @param path a dump, or a folder of dumps.
 * @throws ConfigError with each dump that cannot be read, or when a file is there already: then nothing is written.
 */
export function importTockBot(path: string, folder: string): void {
  const imported = importTock(readDumps(path));
  const files = filesOf(imported);
  const existing = [...files.keys()].filter((file) => existsSync(join(folder, file)));
  if (existing.length > 0)
    throw new ConfigError([
      `import tock: ${folder} already has ${existing.join(", ")}; nothing was written, choose another folder with --out`,
    ]);
  try {
    for (const [file, content] of files) {
      makeFolder(dirname(join(folder, file)), 0o777);
      writeFileSync(join(folder, file), content, { flag: "wx" });
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "?";
    throw new ConfigError([`import tock: ${folder} cannot be written: ${reason}`], { cause });
  }
  for (const { kind, at, detail } of imported.findings) if (kind === "unreadable") console.error(`- ${at}: ${detail}`);
  const { bot, mapping, findings } = imported;
  console.log(
    `${bot.stories.length} stories, ${Object.keys(mapping).length} labels (${bot.locales.join(", ")}) and ${Object.keys(bot.intents).length} intents are in ${folder}.
${summaryOf(findings)}: read ${join(folder, "report.md")}.

  causerie chat --config ${join(folder, "causerie.config.ts")}`,
  );
}

function filesOf(imported: ImportedBot): Map<string, string | Buffer> {
  const { bot, messages, mapping, files, findings } = imported;
  return new Map<string, string | Buffer>([
    ["bot.json", json(bot)],
    ...Object.entries(messages).map(([locale, texts]): [string, string] => [`messages/${locale}.json`, json(texts)]),
    ["keys.json", json(mapping)],
    ["report.md", writeReport(findings)],
    ["bot.ts", botSource(imported)],
    ["causerie.config.ts", configSource],
    ...[...files].map(([name, content]): [string, Buffer] => [`files/${name}`, Buffer.from(content, "base64")]),
  ]);
}

function json(content: unknown): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
