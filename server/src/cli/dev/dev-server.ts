import { once } from "node:events";
import { join } from "node:path";
import { startBackend } from "#app/starting.ts";
import type { CauserieConfig } from "#config/config.ts";
import { web } from "#connectors/web/web.ts";
import type { Explainer } from "#testing/inspection/explain-turn.ts";
import { type DevPage, openDevPage, servePage } from "./dev-page.ts";
import { Feed } from "./feed.ts";
import { inspectTurns } from "./inspect-turns.ts";

export type DevServer = AsyncDisposable & { readonly url: string };

/** The page is of the server's own origin, so no other needs to be listed. */
export const devChannel = web({ origins: [] });

/** A page that is opened later shows these, too. */
const turnsToKeep = 100;

/**
 * Serves the bot on a page of its own, beside what it makes of each message. The other channels are not started: their tokens
 * belong to a server that is public.
 * @param settings where the server may keep its data, and the port; 0 takes any free one.
 * @throws ConfigError with every problem of the configuration, or when the port is taken.
 */
export async function startDevServer(
  config: CauserieConfig,
  { data, port }: { data: string; port: number },
): Promise<DevServer> {
  const page = await openDevPage(port);
  try {
    return await serveBot(page, config, data);
  } catch (error) {
    page.http.close(); // The port is needed to tell what is wrong.
    page.http.closeAllConnections();
    throw error;
  }
}

async function serveBot({ app, http, url, ready }: DevPage, config: CauserieConfig, data: string): Promise<DevServer> {
  const feed = new Feed(turnsToKeep, "reset");
  let classifier: Explainer | undefined;
  const backend = await startBackend(
    { ...config, data: join(data, "dev"), connectors: [devChannel] },
    {
      publicUrl: url,
      graceMs: 500,
      runtime: (host) =>
        inspectTurns(
          host,
          () => classifier,
          (turn) => feed.push(turn),
        ),
    },
  );
  classifier = await config.bot.train(); // it has learnt while the backend started
  servePage(app, feed.serve);
  app.use(backend.router);
  backend.attach(http);
  ready();
  return {
    url,
    async [Symbol.asyncDispose]() {
      feed.close();
      const closed = once(http, "close");
      await backend[Symbol.asyncDispose]();
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}
