import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type CauserieConfig, isConfiguration, notAConfiguration, resolveSettings } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import { ConfigError } from "#app/errors.ts";

/**
 * Reads `.env` and the configuration file of the current folder.
 * @throws ConfigError with the problem of the file.
 */
export async function loadConfig(file: string): Promise<CauserieConfig> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new ConfigError([
      `there is no ${file} in ${process.cwd()}; write one that exports defineConfig({ … }), or name yours with --config`,
    ]);
  }
  const module = await importConfig(path, file);
  const config = module.default;
  if (!isConfiguration(config))
    throw new ConfigError([
      `${file}: ${config instanceof Promise ? `${notAConfiguration}; it is a promise: write await before it` : notAConfiguration}`,
    ]);
  return config as CauserieConfig;
}

/**
 * The settings of a configuration and of the environment.
 * @throws ConfigError with all problems.
 */
export function readSettings(config: CauserieConfig): ReturnType<typeof resolveSettings> {
  const { env, problems } = readEnv();
  return resolveSettings(config, env, problems);
}

async function importConfig(path: string, file: string): Promise<{ default?: unknown }> {
  try {
    return (await import(pathToFileURL(path).href)) as { default?: unknown };
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError([`${file} could not be read: ${explain(cause)}`], { cause });
  }
}

/** The lines of the stack in the operator's files help them. The lines in Node's own files do not, so they are left out. */
function explain(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (/Cannot use import statement outside a module/.test(cause.message)) {
    return 'it is no ES module here; set "type": "module" in package.json (npm pkg set type=module)';
  }
  const lines = (cause.stack ?? cause.message).split("\n");
  return lines.filter((line) => !/^\s+at .*node:/.test(line)).join("\n");
}
