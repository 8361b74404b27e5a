import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { currentStory } from "#bot/running/story-scope.ts";
import { describeFailure } from "#cli/describe-failure.ts";
import { ConfigError } from "#app/errors.ts";
import { describeLateError } from "#cli/loading/describe-mistake.ts";
import { loadConfig, readSettings } from "#cli/loading/load-config.ts";
import { stopRequested } from "#cli/stop-request.ts";
import { settings } from "#config/schema.ts";
import { devChannel, startDevServer } from "./dev-server.ts";
import { startMistakeServer } from "./mistake-server.ts";

/**
 * Runs the page once, without watching, until a signal ends it.
 * @param portFile set by {@link watchDev}: holds the port of the last start. With it a bot that cannot start leaves a page
 * that says why, until the watching process ends this one.
 * @throws ConfigError with every problem, when nobody watches.
 */
export async function serveDev(configFile: string, portFile: string | undefined): Promise<void> {
  const stop = stopRequested();
  if (portFile === undefined) return serveBot(configFile, portFile, stop);
  try {
    await serveBot(configFile, portFile, Promise.race([stop, thrownBetweenTurns()]));
  } catch (error) {
    const problems = describeFailure(error) ?? [stackOf(error)];
    await using page = await startMistakeServer(problems, lastPort(portFile)).catch(() => undefined);
    if (page === undefined) throw error; // Another program has the port.
    for (const problem of problems) console.error(`- ${problem}`);
    console.error(`The page says it, too: ${page.url}`);
    await stop;
  }
}

async function serveBot(configFile: string, portFile: string | undefined, stop: Promise<unknown>): Promise<void> {
  const config = await loadConfig(configFile);
  // Tokens of the other channels may be missing on the author's machine.
  const { data, port } = readSettings({ ...config, connectors: [devChannel] });
  if (portFile !== undefined) writeFileSync(portFile, String(port));
  await using server = await startDevServer(config, { data, port });
  console.log(`Talk to the bot on ${server.url}`);
  await stop;
}

/** Rejects when one of the author's files throws in a timer or a promise that belongs to no story, which ends a process. */
function thrownBetweenTurns(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {}); // The bot may still be starting: whoever waits for its end hears of it.
  process.on("uncaughtException", (error) => {
    if (currentStory()?.threwLate === undefined) reject(new ConfigError(describeLateError(error), { cause: error }));
  });
  return promise;
}

/** The port of the last start that could read it; a page that is open asks there. */
function lastPort(portFile: string): number {
  const known = existsSync(portFile) ? readFileSync(portFile, "utf8") : (process.env["PORT"] ?? "");
  return /^\d{1,5}$/.test(known) ? Number(known) : settings.port.default;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Runs `causerie dev --no-watch` by Node's own watch mode, which knows every file that the configuration imports: it starts
 * anew after each change, and a bot that cannot start waits for the next one.
 * @returns the exit code of the watching process.
 */
export async function watchDev(configFile: string): Promise<number> {
  const [, entry = ""] = process.argv;
  const folder = mkdtempSync(join(tmpdir(), "causerie-dev-"));
  const args = [...process.execArgv, "--watch", "--watch-preserve-output", entry, "dev", "--no-watch"];
  try {
    const child = spawn(process.execPath, [...args, "--config", configFile, "--port-file", join(folder, "port")], {
      stdio: "inherit",
      env: { ...process.env, PORT: await lastingPort(process.env["PORT"]) },
    });
    void stopRequested().then(() => child.kill());
    const [code] = (await once(child, "exit")) as [number | null];
    return code ?? 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The page must find the server again after each start, so "any free port" is chosen once. */
async function lastingPort(port: string | undefined): Promise<string | undefined> {
  if (port !== "0") return port;
  const probe = createServer();
  await once(probe.listen(0, "127.0.0.1"), "listening");
  const free = (probe.address() as AddressInfo).port;
  probe.close();
  return String(free);
}
