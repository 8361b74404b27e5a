import { parentPort, workerData } from "node:worker_threads";
import { array, assert, constantFrom, property } from "fast-check";
import { missingCharacters } from "./missing-characters.ts";
import { type Scanner, scanners } from "./scanners.ts";
import { textTokens } from "./text-tokens.ts";

/**
 * Gives one scanner many texts. It runs in a thread of its own, so that a scanner which never ends can be ended from
 * outside. Each text is sent out before it is scanned: the last one is the one that hangs.
 */
export type ScannerReport = { trying: string } | { failure: string } | { done: true };

const shortText = 8_000;
/** So many times the text takes so many times the time, and a scanner that looks at each pair of characters its square. */
const times = 5;
/** Between `times` and its square. */
const mostTimes = 12;
/** Less is too little to compare. A scanner that looks at each pair of characters takes far longer. */
const leastMs = 20;
const longEnoughMs = 100;

const { name, runs } = workerData as { name: string; runs: number };
const port = parentPort ?? new MessageChannel().port1;
const scan = scanners[name];
try {
  if (scan === undefined) throw new Error(`no scanner is called ${name}`);
  const charactersOf = (text: string): string[] =>
    scan.every === true ? Array.from(text) : (text.toLowerCase().match(/[\p{L}\p{N}\p{So}]/gu) ?? []);
  const keepsAll = property(array(constantFrom(...textTokens), { maxLength: 24 }), (parts) => {
    const text = parts.join("");
    port.postMessage({ trying: text } satisfies ScannerReport);
    const { kept, wanted = text } = scan(text);
    const lost = missingCharacters(charactersOf(wanted), charactersOf(kept));
    if (lost !== "") throw new Error(`lost ${JSON.stringify(lost)} of ${JSON.stringify(text)}`);
  });
  const examples = ["It must begin with https://", "**https://**", '"https"', "![]()http"].map((text): [string[]] => [
    [text],
  ]);
  assert(keepsAll, { numRuns: runs, examples });

  const isLinear = property(array(constantFrom(...textTokens), { minLength: 1, maxLength: 3 }), (parts) => {
    const piece = parts.join("");
    port.postMessage({ trying: `${piece}, repeated` } satisfies ScannerReport);
    // What else the machine does may make the one or the other longer, so the best of three counts. The last of them is
    // of texts that are longer again: lists that outgrow the processor's cache cost a step once, a square costs it each time.
    const ratios: number[] = [];
    for (const length of [shortText, shortText, shortText * times]) {
      const ratio = ratioOf(scan, piece, length);
      if (ratio <= mostTimes) return;
      ratios.push(ratio);
    }
    throw new Error(`${times} times the text took ${ratios.map(Math.round).join(", ")} times as long: ${piece}`);
  });
  assert(isLinear, { numRuns: Math.ceil(runs / 50), examples: [[["\u0301"]], [["www.", "é"]], [["![", "https://"]]] });
  port.postMessage({ done: true } satisfies ScannerReport);
} catch (error) {
  const failure = error instanceof Error ? `${error.message}\n${String(error.cause)}` : String(error);
  port.postMessage({ failure } satisfies ScannerReport);
}

/** How many times as long the longer text takes, in this thread's own time on the processor. */
function ratioOf(scan: Scanner, piece: string, length: number): number {
  const short = piece.repeat(Math.ceil(length / piece.length));
  const long = short.repeat(times);
  scan(short); // The first time is longer: the code is compiled.
  const once = cpuMs(() => scan(long));
  return once < leastMs ? times : msEach(scan, long) / msEach(scan, short);
}

/** As often as it takes to read a coarse clock. What a scanner keeps of the last text is gone each time. */
function msEach(scan: Scanner, text: string): number {
  let count = 0;
  let ms = 0;
  for (; ms < longEnoughMs; count += 1) {
    scan("");
    ms += cpuMs(() => scan(text));
  }
  return ms / count;
}

function cpuMs(run: () => unknown): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
