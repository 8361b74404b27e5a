import { join } from "node:path";
import { outsideFolder } from "./outside-folder.ts";
import { runCommand } from "./run-command.ts";
import { testPackages } from "#support/paths.ts";

const config = `
const conditions = ["causerie-source", "module", "node", "development|production"];
export default {
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: { include: ["*.test.ts"], execArgv: ["--conditions=causerie-source"] },
};`;

/** Runs the tests among these files in a process of their own. @throws with what vitest says when one fails. */
export function runVitest(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = outsideFolder({ ...files, "vitest.config.mjs": config });
  const vitest = join(testPackages, "vitest", "vitest.mjs");
  return runCommand(process.execPath, [vitest, "run", "--root", cwd, "--no-color"], { cwd });
}
