import { join } from "node:path";
import { startServer, web } from "@causerie/server";
import { disposableFolder } from "#support/disposable-folder.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { TracedSpans } from "#support/tracing/trace-spans.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { median } from "./median.ts";

const warmUp = 3;
const rounds = 15;
const messagesInRound = 100;

/** CPU time of one message with its answer over REST, where nobody traces and where an SDK does; one round each in turn. @returns lines. */
export async function measureTracing(): Promise<string[]> {
  const folder = disposableFolder();
  await using cleaning = new AsyncDisposableStack();
  cleaning.defer(() => folder.remove());
  const start = (name: string) => {
    const connectors = [web({ origins: [], rates: unlimitedRates })];
    const where = { data: join(folder.path, name), host: "127.0.0.1", port: 0, logLevel: "silent" as const };
    return startServer({ bot: createTestBot(), connectors, ...where }, { variables: {} });
  };
  await using plain = await start("plain");
  using spans = new TracedSpans();
  await using traced = await start("traced");
  const micros: Record<"plain" | "traced", number[]> = { plain: [], traced: [] };
  for (let round = 0; round < warmUp + rounds; round += 1)
    for (const [name, server] of [
      ["plain", plain],
      ["traced", traced],
    ] as const) {
      const client = await RestClient.start(`${server.url}/web`);
      const before = process.cpuUsage();
      for (let at = 0; at < messagesInRound; at += 1) await client.send(String(at), "hello");
      await server.idle();
      const { user, system } = process.cpuUsage(before);
      if (round >= warmUp) micros[name].push((user + system) / messagesInRound);
      spans.forget();
    }
  const inMs = (name: "plain" | "traced"): string => `${(median(micros[name]) / 1000).toFixed(2)} ms CPU`;
  return [`without an SDK  ${inMs("plain")}`, `with one, spans kept in memory  ${inMs("traced")}`];
}
