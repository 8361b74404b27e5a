import { createServer } from "node:http";
import { type createBot, startServer, web } from "@causerie/server";
import { disposableFolder } from "#support/disposable-folder.ts";
import { listen } from "#support/listen.ts";
import { serveHostSite } from "./host-site.ts";

export type FeatureSite = { url: string; server: Awaited<ReturnType<typeof startServer>> } & AsyncDisposable;

export type FeatureSiteOptions = {
  bot: ReturnType<typeof createBot>;
  /** `data-` attributes of the script tag. */
  data: Readonly<Record<string, string>>;
  web?: Partial<Parameters<typeof web>[0]>;
  /** Of the page. */
  lang?: string;
  dir?: "ltr" | "rtl";
};

/** A real server, and a site with the script tag that turns features on. */
export async function startFeatureSite({
  bot,
  data,
  web: options,
  lang,
  dir,
}: FeatureSiteOptions): Promise<FeatureSite> {
  const folder = disposableFolder();
  const config = {
    bot,
    connectors: [web({ origins: "any", ...options })],
    data: folder.path,
    host: "127.0.0.1",
    port: 0,
    maxLoopDelayMs: 0,
    logLevel: "silent" as const,
  };
  const server = await startServer(config, { variables: {} });
  const attributes = Object.entries({ endpoint: `${server.url}/web`, ...data }).map(
    ([name, value]) => `data-${name}="${value}"`,
  );
  const page = {
    head: `<script>document.documentElement.lang = "${lang ?? "en"}"; document.documentElement.dir = "${dir ?? "ltr"}";</script>`,
    body: `<main><h1>Harbour</h1></main><script src="/causerie.js" async ${attributes.join(" ")}></script>`,
  };
  const site = createServer(serveHostSite({ "/": page }));
  const url = await listen(site);
  return {
    url,
    server,
    async [Symbol.asyncDispose]() {
      site.closeAllConnections();
      site.close();
      await server[Symbol.asyncDispose]();
      folder.remove();
    },
  };
}
