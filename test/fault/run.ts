import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { program, root } from "#support/paths.ts";
import { elsewhere } from "./elsewhere.ts";

/**
 * `npm run test:fault`: the long form. Every fault as often as the table in README.md says, then the mutations. Arguments go to
 * vitest, e.g. `npm run test:fault -- lines -t D1`; the mutations run only without any.
 */
const args = process.argv.slice(2);
const faults = spawnSync(
  program("vitest"),
  [
    "run",
    "--retry=0",
    "--project=realtime",
    "--project=integration",
    ...(args.length > 0 ? args : ["test/fault/", ...elsewhere]),
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, CAUSERIE_FAULT: "long" } },
);
let failed = faults.status !== 0;
if (args.length === 0) {
  const mutants = spawnSync(
    process.execPath,
    ["--conditions=causerie-source", join(root, "test", "fault", "mutants.ts")],
    { cwd: root, stdio: "inherit" },
  );
  failed ||= mutants.status !== 0;
}
process.exitCode = failed ? 1 : 0;
