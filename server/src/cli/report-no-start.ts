import { printProblems } from "./print.ts";

/** Why the server cannot start, for people at a terminal or as lines of the log. */
export async function reportNoStart(problems: readonly string[]): Promise<void> {
  if (isForPeople()) return printProblems(problems);
  const { createLogger } = await import("#app/logger.ts");
  const logger = createLogger("error");
  for (const problem of problems) logger.error({ problem }, "the server cannot start");
}

/** Whoever collects the log of a server parses each of its lines: sentences are for a terminal. */
export function isForPeople(): boolean {
  return process.stdout.isTTY;
}
