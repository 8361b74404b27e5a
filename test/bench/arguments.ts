import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** What a command line of `npm run bench` asks for. `corpus` is an absolute path. */
export type BenchArguments = { names: string[]; million: boolean; corpus: string | undefined };

/**
 * @param known whether there is a part, or a group of parts, of this name. @param from the folder that a path is meant from.
 * @throws Error when the words make no sense, with what to do.
 */
export function readArguments(
  words: readonly string[],
  known: (name: string) => boolean,
  from: string,
): BenchArguments {
  const options = { million: { type: "boolean" }, corpus: { type: "string" } } as const;
  const { values, positionals: names } = parseArgs({ args: [...words], options, allowPositionals: true });
  const wrong = names.filter((name) => !known(name));
  if (wrong.length > 0) throw new Error(`There is no part ${wrong.join(", ")}.`);
  if (values.corpus !== undefined && names.join() !== "understanding")
    throw new Error("A corpus is for one part: npm run bench -- understanding --corpus <file>.");
  const corpus = values.corpus === undefined ? undefined : resolve(from, values.corpus);
  return { names, million: values.million === true, corpus };
}
