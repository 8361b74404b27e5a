import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, brotliCompressSync, constants, gzipSync } from "node:zlib";
import { keptResult } from "./kept-results.ts";
import { smallest } from "./minify.ts";

const brotli = promisify(brotliCompress);

/** Puts beside each file that pages load what a server may send in its place: so small is too slow to be made at each request. */
export async function compressServedFiles(dist: string): Promise<void> {
  const files = filesBelow(dist).filter((name) => name === "causerie.js" || dirname(name) === "causerie");
  await Promise.all(
    files.map(async (file) => {
      const bytes = readFileSync(join(dist, file));
      writeFileSync(join(dist, `${file}.br`), await compress(bytes));
      writeFileSync(join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    }),
  );
}

/** By the settings of Brotli that suit this file best: which they are cannot be told from its kind. Uses all cores. */
async function compress(bytes: Buffer): Promise<Buffer> {
  const windows = [16, 17, 18, constants.BROTLI_DEFAULT_WINDOW];
  const modes = [constants.BROTLI_MODE_GENERIC, constants.BROTLI_MODE_TEXT, constants.BROTLI_MODE_FONT];
  const ways = modes.flatMap((mode) => windows.map((window) => [mode, window] as const));
  const key = JSON.stringify([process.versions.brotli, ways]);
  return keptResult([key, bytes], async () => {
    const results = ways.map(([mode, window]) =>
      brotli(bytes, { params: { [constants.BROTLI_PARAM_MODE]: mode, [constants.BROTLI_PARAM_LGWIN]: window } }),
    );
    return smallest(await Promise.all(results), ({ length }) => length);
  });
}

/** What pages load as it is sent; what others bundle by Brotli's usual settings, because nobody knows theirs. */
export function reportSizes(dist: string, chatChunk: string): void {
  const bytesOf = (file: string): number => {
    const sent = join(dist, `${file}.br`);
    return existsSync(sent) ? statSync(sent).size : brotliCompressSync(readFileSync(join(dist, file))).length;
  };
  const size = (files: string[]): string =>
    `${(files.reduce((sum, file) => sum + bytesOf(file), 0) / 1000).toFixed(1)} kB`;
  for (const file of filesBelow(dist)) console.log(`${file.padEnd(44)} ${size([file])}`);
  console.log(`first open of the script tag: ${size(["causerie.js", chatChunk])} (brotli)`);
}

/** The scripts and style sheets. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.(js|css)$/.test(file));
}
