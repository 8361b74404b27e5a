import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createBot, loadTockBot, type LoadedTockBot, type LoadTockOptions } from "@causerie/server";
import { type ImportedBot, importTock, type TockDumpFile } from "@causerie/server/tock-import/convert/import-tock.ts";
import { fixtures } from "./paths.ts";

/** The exports of a library's bot, in the shape that Tock Studio writes. */
export const dumpFolder = join(fixtures, "tock-bot");

export function readFixture(): TockDumpFile[] {
  return readdirSync(dumpFolder)
    .toSorted()
    .map((name) => ({ name, json: JSON.parse(readFileSync(join(dumpFolder, name), "utf8")) as unknown }));
}

/** A bot of these dumps, as it is after the import has been written and read again. */
export function loadTock(imported: ImportedBot, options: Partial<LoadTockOptions> = {}): LoadedTockBot {
  const { bot, messages } = JSON.parse(JSON.stringify(imported)) as Pick<ImportedBot, "bot" | "messages">;
  return loadTockBot(bot, { messages, ...options });
}

export function startImported(options: Partial<LoadTockOptions> = {}, dumps = readFixture()) {
  const tock = loadTock(importTock(dumps), options);
  const bot = createBot({ ...tock.options(), timeZone: "Europe/Paris" });
  return { tock, bot };
}
