import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { CauserieConfig } from "#config/config.ts";
import { readSettings } from "#cli/load-config.ts";
import { stopRequested } from "#cli/stop-request.ts";
import { devChannel, startDevServer } from "./dev-server.ts";

/** Runs the page once, without watching, until a signal ends it. */
export async function serveDev(config: CauserieConfig): Promise<void> {
  // Tokens of the other channels may be missing on the author's machine.
  const { data, port } = readSettings({ ...config, connectors: [devChannel] });
  const stop = stopRequested();
  await using server = await startDevServer(config, { data, port });
  console.log(`Talk to the bot on ${server.url}`);
  await stop;
}

/**
 * Runs `causerie dev --no-watch` by Node's own watch mode, which knows every file that the configuration imports: it starts
 * anew after each change, and a bot that cannot start waits for the next one.
 * @returns the exit code of the watching process.
 */
export async function watchDev(configFile: string): Promise<number> {
  const [, entry = ""] = process.argv;
  const args = [...process.execArgv, "--watch", "--watch-preserve-output", entry, "dev", "--no-watch"];
  const child = spawn(process.execPath, [...args, "--config", configFile], {
    stdio: "inherit",
    env: { ...process.env, PORT: await lastingPort(process.env.PORT) },
  });
  void stopRequested().then(() => child.kill());
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 0;
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
