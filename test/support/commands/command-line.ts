import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { endChild } from "#support/system/end-child.ts";
import type { CommandResult } from "./run-causerie.ts";

/**
 * Runs many commands `causerie` of one folder, one after the other, in one process: to load the server costs two seconds of
 * a processor, and a command next to nothing. For what commands do, and not for how they start and end: that is `runCauserie`. Gone
 * after the test.
 */
export function openCommandLine(cwd: string): (args: readonly string[]) => Promise<CommandResult> {
  const entry = join(import.meta.dirname, "command-line-entry.ts");
  const child = fork(entry, { cwd, execArgv: ["--conditions=causerie-source"], stdio: "ignore" });
  const ended = once(child, "exit");
  onTestFinished(() => endChild(child));
  return async (args) => {
    child.send(args);
    const answer = await Promise.race([once(child, "message"), ended.then(() => undefined)]);
    if (answer === undefined) throw new Error(`causerie ${args.join(" ")} ended the process of all commands`);
    return answer[0] as CommandResult;
  };
}
