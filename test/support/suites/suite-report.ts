/** What a run of tests has shown, whichever program ran them. */
export type SuiteReport = {
  passed: number;
  failed: number;
  skipped: number;
  /** The titles of those that failed before they passed. */
  flaky: string[];
  files: FileTime[];
};

/** How long the tests of a file took, without those beside it. */
export type FileTime = { file: string; seconds: number };

export const emptyReport = (): SuiteReport => ({ passed: 0, failed: 0, skipped: 0, flaky: [], files: [] });

/** The files that took longest, the longest first, as lines for a person. */
export function slowestFiles(files: readonly FileTime[], count: number): string[] {
  return files
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
}
