import type { CauserieConfig } from "#config/config.ts";
import { startServer } from "#app/start-server.ts";

/** Runs the server until SIGINT or SIGTERM. A second signal does not wait. */
export async function start(config: CauserieConfig): Promise<void> {
  const stop = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop.resolve();
      process.once(signal, () => process.exit(1));
    });
  }
  await using server = await startServer(config);
  console.log(`Causerie listens on ${server.url}`);
  for (const note of server.notes) console.log(`  ${note}`);
  await stop.promise;
}
