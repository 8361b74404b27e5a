import { stripVTControlCharacters } from "node:util";

/** What a run of tests has shown, whichever program ran them. */
export type SuiteReport = {
  passed: number;
  failed: number;
  skipped: number;
  /** The titles of those that failed, each with the first line of its error. */
  failures: string[];
  /** The titles of those that failed before they passed. */
  flaky: string[];
  files: FileTime[];
};

/** How long the tests of a file took, without those beside it. */
export type FileTime = { file: string; seconds: number };

export const emptyReport = (): SuiteReport => ({
  passed: 0,
  failed: 0,
  skipped: 0,
  failures: [],
  flaky: [],
  files: [],
});

/** @param message of an error, perhaps with the colours of a terminal. */
export function describeFailure(title: string, message: string | undefined): string {
  const [first = "no message"] = stripVTControlCharacters(message ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  return `${title}: ${first.trim().slice(0, 200)}`;
}

/** The files that took longest, the longest first, as lines for a person. */
export function slowestFiles(files: readonly FileTime[], count: number): string[] {
  return files
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
}
