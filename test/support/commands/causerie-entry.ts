import { runCli } from "@causerie/server/cli/run-cli.ts";

process.exitCode = await runCli(process.argv.slice(2));
