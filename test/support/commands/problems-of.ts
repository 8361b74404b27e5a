import type { CommandResult } from "./run-causerie.ts";

/** What `causerie start` says when it cannot start: without a terminal these are lines of the log. */
export function problemsOf({ stdout, stderr }: CommandResult): string[] {
  if (stderr !== "") throw new Error(`it wrote beside the log: ${stderr}`);
  return stdout
    .trimEnd()
    .split("\n")
    .flatMap((line) => (JSON.parse(line) as { problem?: string }).problem ?? []);
}
