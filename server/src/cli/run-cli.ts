import { parseArgs } from "node:util";
import { ConfigError } from "#errors.ts";
import { check } from "./check.ts";
import { loadConfig } from "./load-config.ts";
import { migrate } from "./migrate.ts";
import { restored } from "./restored.ts";
import { version } from "#version.ts";
import { start } from "./start.ts";

const usage = `causerie - one set of stories answers web visitors and Messenger users

  causerie start      starts the server
  causerie check      checks the configuration and says what is wrong with it
  causerie migrate    brings the database up to date (start does that, too)
  causerie restored   run it once after restoring a backup, before the next start

  --config FILE       configuration file (default: causerie.config.ts)
  --version           the version of this program
  --help              this text

The environment variables PORT, HOST, CAUSERIE_DATA, CAUSERIE_PUBLIC_URL, CAUSERIE_TRUSTED_PROXIES, CAUSERIE_SECRET and
LOG_LEVEL win over the file; a file .env in this folder is read first.`;

const commands = { start, check, migrate, restored };

/** Runs one command. @returns the exit code; problems are printed, one a line. */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: "string", default: "causerie.config.ts" },
        help: { type: "boolean", short: "h", default: false },
        version: { type: "boolean", default: false },
      },
    });
    const [name, ...rest] = positionals;
    if (values.help || name === "help") {
      console.log(usage);
      return 0;
    }
    if (values.version) {
      console.log(version);
      return 0;
    }
    if (name === undefined || rest.length > 0 || !Object.hasOwn(commands, name)) {
      console.error(
        name === undefined ? usage : `"${positionals.join(" ")}" is no command of causerie; see causerie --help`,
      );
      return 1;
    }
    const config = await loadConfig(values.config);
    await commands[name as keyof typeof commands](config);
    return 0;
  } catch (error) {
    if (error instanceof ConfigError) for (const problem of error.problems) console.error(`- ${problem}`);
    else if (isArgumentError(error)) console.error(`${error.message.split(". ")[0]}; see causerie --help`);
    else throw error;
    return 1;
  }
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
