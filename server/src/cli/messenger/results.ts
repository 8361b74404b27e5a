import type { CheckResult } from "#channel/connector-definition.ts";

export function sentenceOf({ level, title, fix }: CheckResult): string {
  return `${level}: ${title}${fix === undefined ? "" : `. ${fix}`}`;
}

export function exitCodeOf(results: readonly CheckResult[]): number {
  return results.some(({ level }) => level === "error") ? 1 : 0;
}
