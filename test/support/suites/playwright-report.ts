import { describeFailure, type FileTime, type SuiteReport } from "./suite-report.ts";

/** The part that is read of what Playwright's reporter `json` writes. */
export type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: Suite[];
};

type Suite = {
  title: string;
  suites?: Suite[];
  specs?: Spec[];
};

type Spec = {
  title: string;
  tests: { status: string; results: { duration: number; error?: { message?: string } }[] }[];
};

export function toReport({ stats, suites }: PlaywrightReport): SuiteReport {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: suites
      .flatMap((suite) => specsOf(suite, "unexpected"))
      .map(({ title, spec }) => describeFailure(title, spec.tests[0]?.results[0]?.error?.message)),
    flaky: suites.flatMap((suite) => specsOf(suite, "flaky")).map(({ title }) => title),
    files: suites.map((suite): FileTime => ({ file: suite.title, seconds: durationOf(suite) / 1000 })),
  };
}

/** @param ended `flaky`: it failed before it passed; `unexpected`: it failed. */
function specsOf(
  { title, suites = [], specs = [] }: Suite,
  ended: "flaky" | "unexpected",
): { title: string; spec: Spec }[] {
  const own = specs
    .filter(({ tests }) => tests.some(({ status }) => status === ended))
    .map((spec) => ({ title: spec.title, spec }));
  const all = [...own, ...suites.flatMap((suite) => specsOf(suite, ended))];
  return all.map(({ title: below, spec }) => ({ title: `${title} › ${below}`, spec }));
}

/** Of all its tests with all their tries, in milliseconds. */
function durationOf({ suites = [], specs = [] }: Suite): number {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results.map(({ duration }) => duration)));
  return [...own, ...suites.map(durationOf)].reduce((sum, each) => sum + each, 0);
}
