import { parentPort, workerData } from "node:worker_threads";
import { array, assert, constantFrom, property } from "fast-check";
import { scanners } from "./scanners.ts";

/**
 * Gives one scanner many texts. It runs in a thread of its own, so that a scanner which never ends can be ended from
 * outside. Each text is sent out before it is scanned: the last one is the one that hangs.
 */
export type ScannerReport = { trying: string } | { failure: string } | { done: true };

/** What scanners look for, whole and cut. */
const addresses = ["http", "https", "://", "https://", "HTTP://", "https://a.example", "www", "www.", "mailto:"];
const quotes = ['"', "'", "’", "“", "«"];
const marks = ["*", "**", "_", "__", "~~", "`", "```", "[", "]", "(", ")", "![", "](", "\\", "<", ">", "|", "|-|"];
const lines = ["\n", "\n\n", "\r\n", "\t", " ", "  ", "\u00a0", "# ", "- ", "1. ", "> ", "---"];
const wordings = ["{", "}", "{n}", "'{", "{n, plural, ", "other {", "=1", "event: ", "data: ", "id: ", "retry: "];
const days = ["demain", "à ", "3", "12h", "h", "tomorrow", "at ", "noon", "lundi", "le ", "1er", "vingt", "hundred"];
const letters = ["é", "\u0301", "😀", "👨‍👩‍👧", "ß", "İ", ".", ",", ";", ":", "!", "?", "-", "/"];
/** Must come out again as often as it went in. */
const word = "word";

const tokens = [addresses, quotes, marks, lines, wordings, days, letters, word].flat();
const text = array(constantFrom(...tokens), { maxLength: 24 }).map((parts) => parts.join(""));

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
  port.postMessage({ done: true } satisfies ScannerReport);
} catch (error) {
  const failure = error instanceof Error ? error.message : String(error);
  port.postMessage({ failure } satisfies ScannerReport);
}

function countWords(input: string): number {
  return input.split(word).length - 1;
}
