import { runCli } from "@causerie/server/cli/run-cli.ts";

/** Runs each command that comes as a message, as if the process were its own, and answers with what it printed. */
const environment = { ...process.env };
let printed = { stdout: "", stderr: "" };
for (const name of ["stdout", "stderr"] as const)
  process[name].write = (chunk) => {
    printed[name] += String(chunk);
    return true;
  };

async function run(args: readonly string[]): Promise<void> {
  printed = { stdout: "", stderr: "" };
  const code = await runCli(args);
  // A command reads the folder's `.env` into the variables.
  for (const name of Object.keys(process.env)) if (!(name in environment)) Reflect.deleteProperty(process.env, name);
  process.send?.({ code, ...printed });
}

process.on("message", (args: string[]) => void run(args));
