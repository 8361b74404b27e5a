import { type CauserieConfig, type TockOptions, web, type WebOptions } from "@causerie/server";
import { startTestServer } from "#support/server/start-test-server.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { TockClient } from "./tock-client.ts";
import { createGate, createTockBot, type Gate } from "./tock-bot.ts";

export type TockServer = AsyncDisposable & {
  server: Awaited<ReturnType<typeof startTestServer>>;
  base: string;
  gate: Gate;
  client: TockClient;
};

/** A whole server whose web connector speaks Tock's dialect. Pages say who they are, as most of them do at Tock's. */
export async function startTockServer(
  tock: TockOptions = {},
  options: Partial<WebOptions> = {},
  overrides: Parameters<typeof startTestServer>[1] = {},
  config: Partial<CauserieConfig> = {},
): Promise<TockServer> {
  const gate = createGate();
  const settings = { origins: "any" as const, rates: unlimitedRates, ...options };
  const server = await startTestServer(
    {
      bot: createTockBot(gate),
      connectors: [web({ ...settings, tock: { identity: "passthrough", ...tock } })],
      ...config,
    },
    overrides,
  );
  const base = `http://localhost:${server.port}/web`;
  return {
    server,
    base,
    gate,
    client: new TockClient(base),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
