import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type CauserieConfig, isConfiguration, notAConfiguration, resolveSettings } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import { ConfigError } from "#app/errors.ts";
import { describeMistake } from "./describe-mistake.ts";

/**
 * Reads `.env` and the configuration file of the current folder.
 * @throws ConfigError with the problem of the file, or of one that it imports.
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
  using loaded = watchLoading();
  using waiting = watchWaiting();
  const module = await Promise.race([import(pathToFileURL(path).href), waiting.isForEver]).catch((cause: unknown) => {
    throw new ConfigError(describeMistake(cause, file, loaded.files), { cause });
  });
  if (module === true)
    throw new ConfigError([
      `${file}, or a file that it imports, waits for ever: an await outside of all functions is never settled`,
    ]);
  return module as { default?: unknown };
}

/** The files in the order in which Node reads them. Stacks are longer meanwhile: ours must not push the author's lines out. */
function watchLoading(): Disposable & { files: readonly string[] } {
  const files: string[] = [];
  const hooks = registerHooks({
    load(url, context, next) {
      const source = next(url, context);
      if (url.startsWith("file:")) files.push(fileURLToPath(url));
      return source;
    },
  });
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  return {
    files,
    [Symbol.dispose]() {
      hooks.deregister();
      Error.stackTraceLimit = stackTraceLimit;
    },
  };
}

/** An `await` that nothing settles leaves Node with nothing to do: it would end without a word of ours. */
function watchWaiting(): Disposable & { isForEver: Promise<true> } {
  const { promise: isForEver, resolve: settle } = Promise.withResolvers<true>();
  const end = (): void => settle(true);
  process.once("beforeExit", end);
  return { isForEver, [Symbol.dispose]: () => void process.off("beforeExit", end) };
}
