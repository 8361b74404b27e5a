import { type FileTime, type SuiteReport } from "./suite-report.ts";

/** The part that is read of what Playwright's reporter `json` writes. */
export type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: Suite[];
};

type Suite = {
  title: string;
  suites?: Suite[];
  specs?: { title: string; tests: { status: string; results: { duration: number }[] }[] }[];
};

export function toReport({ stats, suites }: PlaywrightReport): SuiteReport {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    flaky: suites.flatMap(flakyOf),
    files: suites.map((suite): FileTime => ({ file: suite.title, seconds: durationOf(suite) / 1000 })),
  };
}

/** The titles of the tests that failed before they passed. */
function flakyOf({ title, suites = [], specs = [] }: Suite): string[] {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === "flaky")).map((spec) => spec.title);
  return [...own, ...suites.flatMap(flakyOf)].map((below) => `${title} › ${below}`);
}

/** Of all its tests with all their tries, in milliseconds. */
function durationOf({ suites = [], specs = [] }: Suite): number {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results.map(({ duration }) => duration)));
  return [...own, ...suites.map(durationOf)].reduce((sum, each) => sum + each, 0);
}
