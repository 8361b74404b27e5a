import type { CauserieConfig } from "#config/config.ts";
import type { Backend, Overrides } from "./server.ts";
import type { RunningServer } from "./start-server.ts";

export type { Backend, Overrides } from "./server.ts";
export type { RunningServer } from "./start-server.ts";

/*
 * Each configuration imports the package, and each command reads the configuration. What only a running server needs is
 * two thirds of all that Node would load for it: it is loaded by these when they are called.
 */

/**
 * Starts the server on its own port.
 *
 * ```ts
 * await using server = await startServer(config);
 * console.log(server.url);
 * ```
 * @throws ConfigError with every problem of the configuration, or when the port or the data folder cannot be used.
 */
export async function startServer(config: CauserieConfig, overrides: Overrides = {}): Promise<RunningServer> {
  const { runServer } = await import("./start-server.ts");
  return await runServer(config, overrides);
}

/**
 * Starts everything but the listening socket, for a program that has its own.
 *
 * ```ts
 * await using causerie = await startBackend(config, { publicUrl: "https://www.example.com" });
 * app.use(causerie.router);
 * causerie.attach(app.listen(3000));
 * ```
 * @throws ConfigError with every problem of the configuration, or when the data folder cannot be used.
 */
export async function startBackend(config: CauserieConfig, overrides: Overrides = {}): Promise<Backend> {
  const { runBackend } = await import("./server.ts");
  return await runBackend(config, overrides);
}
