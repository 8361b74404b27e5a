import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#support/paths.ts";

/** The code block of a document whose fence says exactly these words. @throws when there is none, or more than one. */
export function markedBlock(page: string, words: string): string {
  const text = readFileSync(join(root, page), "utf8");
  const [block, ...others] = [...text.matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)].filter(([, mark]) => mark === words);
  if (block === undefined || others.length > 0) throw new Error(`${page} has not exactly one block "${words}"`);
  return block[2] ?? "";
}
