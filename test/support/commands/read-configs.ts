import { ConfigError } from "@causerie/server/app/errors.ts";
import { loadConfig } from "@causerie/server/cli/loading/load-config.ts";

/** Reads the configuration of each folder that it is given, and prints the problems of all of them as JSON. */
const problems: unknown[] = [];
for (const folder of process.argv.slice(2)) {
  process.chdir(folder);
  const error: unknown = await loadConfig("causerie.config.ts").catch((thrown: unknown) => thrown);
  problems.push(error instanceof ConfigError ? error.problems : ["it was read"]);
}
process.stdout.write(JSON.stringify(problems));
