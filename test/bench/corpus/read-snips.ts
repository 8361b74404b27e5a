import { existsSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { CorpusError, type Part, type Row } from "./corpus.ts";
import { readText } from "./read-text.ts";

/** A sentence is in pieces, because some of them are the values of slots. */
const sentences = v.array(v.object({ data: v.array(v.object({ text: v.string() })) }));

/** The file that an intent has in a folder of SNIPS, the largest first. */
const files: Readonly<Record<"train" | "test", (intent: string) => string[]>> = {
  train: (intent) => [`train_${intent}_full.json`, `train_${intent}.json`],
  test: (intent) => [`validate_${intent}.json`],
};

/** Whether a folder is that of one intent in SNIPS' own division. */
export function isSnipsIntent(folder: string, intent: string): boolean {
  return files.train(intent).some((name) => existsSync(join(folder, intent, name)));
}

/** @throws CorpusError */
export function readSnipsIntent(folder: string, intent: string): Row[] {
  return (["train", "test"] as const).flatMap((part) => {
    const names = files[part](intent).map((name) => join(folder, intent, name));
    const file = names.find((name) => existsSync(name));
    if (file === undefined) throw new CorpusError(`${join(folder, intent)} lacks ${files[part](intent).join(" or ")}`);
    return readFileOfIntent(file, intent, part);
  });
}

function readFileOfIntent(file: string, intent: string, part: Part): Row[] {
  const shape = v.object({ [intent]: sentences });
  const result = v.safeParse(shape, parse(file));
  if (!result.success) throw new CorpusError(`${file} lacks "${intent}": [{ "data": [{ "text": … }, …] }, …]`);
  return (result.output[intent] ?? []).map(({ data }) => ({
    text: data.map(({ text }) => text).join(""),
    intent,
    part,
  }));
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch (error) {
    throw new CorpusError(`${file} is no JSON: ${String(error)}`);
  }
}
