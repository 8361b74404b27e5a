import cluster from "node:cluster";
import { join } from "node:path";
import { startServer, web } from "@causerie/server";
import { createTestBot } from "#support/server/test-bot.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

/** A program of `node:cluster`: the first process only starts workers and puts another one into the place of one that ended. */
const options = JSON.parse(process.argv[2] ?? "{}") as {
  database: string;
  data: string;
  gate: string;
  port: number;
  count: number;
};

if (cluster.isPrimary) {
  for (let at = 0; at < options.count; at += 1) cluster.fork();
  let ending = false;
  cluster.on("exit", () => {
    if (!ending) cluster.fork();
  });
  process.once("SIGTERM", () => {
    ending = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill("SIGTERM");
  });
} else {
  const config = {
    bot: createTestBot(options.gate),
    connectors: [web({ origins: [], rates: unlimitedRates })],
    database: options.database,
    data: join(options.data, String(process.pid)),
    secret: "a secret that all workers of the test share",
    host: "127.0.0.1",
    port: options.port,
    logLevel: "warn" as const,
  };
  const server = await startServer(config, { variables: {} });
  process.stdout.write(`worker ${process.pid} listens\n`);
  process.once("SIGTERM", () => void server[Symbol.asyncDispose]().then(() => process.exit(0)));
}
