import { once } from "node:events";
import type { DevServer } from "./dev-server.ts";
import { openDevPage, servePage } from "./dev-page.ts";
import { Feed } from "./feed.ts";

/**
 * Serves the page of a bot that cannot start: it shows the mistakes until the next start takes the port.
 * @param problems as the terminal has them, with the author's files and lines.
 * @throws ConfigError when the port is taken.
 */
export async function startMistakeServer(problems: readonly string[], port: number): Promise<DevServer> {
  const { app, http, url, ready } = await openDevPage(port);
  const feed = new Feed(1);
  feed.push(problems, "mistakes");
  servePage(app, feed.serve);
  // The chat of a page that is open asks again by itself.
  app.use((_request, response) => {
    response.status(503).set("Retry-After", "1").type("text/plain").send("The bot cannot start: its page says why.\n");
  });
  ready();
  return {
    url,
    async [Symbol.asyncDispose]() {
      feed.close();
      const closed = once(http, "close");
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}
