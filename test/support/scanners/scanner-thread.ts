import { parentPort, workerData } from "node:worker_threads";
import { array, assert, constantFrom, property } from "fast-check";
import { scanners } from "./scanners.ts";
import { textTokens, word } from "./text-tokens.ts";

/**
 * Gives one scanner many texts. It runs in a thread of its own, so that a scanner which never ends can be ended from
 * outside. Each text is sent out before it is scanned: the last one is the one that hangs.
 */
export type ScannerReport = { trying: string } | { failure: string } | { done: true };

/** A scanner that looks at each pair of these characters would need far longer than this. */
const longText = 40_000;
const patienceMs = 2000;

const text = array(constantFrom(...textTokens), { maxLength: 24 }).map((parts) => parts.join(""));

const { name, runs } = workerData as { name: string; runs: number };
const port = parentPort ?? new MessageChannel().port1;
const scan = scanners[name];
try {
  if (scan === undefined) throw new Error(`no scanner is called ${name}`);
  const ends = property(text, (input) => {
    port.postMessage({ trying: input } satisfies ScannerReport);
    const missing = countWords(input) - countWords(scan(input));
    if (missing > 0) throw new Error(`${missing} word(s) were lost`);
  });
  assert(ends, { numRuns: runs, examples: [["It must begin with https://"], ["**https://**"], ['"https"']] });
  const isLinear = property(array(constantFrom(...textTokens), { minLength: 1, maxLength: 3 }), (parts) => {
    const piece = parts.join("");
    const long = piece.repeat(Math.ceil(longText / piece.length));
    port.postMessage({ trying: `${piece} … (${long.length} characters)` } satisfies ScannerReport);
    const began = performance.now();
    scan(long);
    const took = performance.now() - began;
    if (took > patienceMs) throw new Error(`${Math.round(took)} ms for ${long.length} characters of ${piece}`);
  });
  assert(isLinear, { numRuns: Math.ceil(runs / 50) });
  port.postMessage({ done: true } satisfies ScannerReport);
} catch (error) {
  const failure = error instanceof Error ? error.message : String(error);
  port.postMessage({ failure } satisfies ScannerReport);
}

function countWords(input: string): number {
  return input.split(word).length - 1;
}
