import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { startServer, type TockOptions, web } from "@causerie/server";
import type { Locator, Page } from "@playwright/test";
import { disposableFolder } from "#support/disposable-folder.ts";
import { listen } from "#support/listen.ts";
import { startTcpProxy, type TcpProxy } from "#support/network/tcp-proxy.ts";
import { testPackages } from "#support/paths.ts";
import { createGate, createTockBot, type Gate } from "#support/web/tock/tock-bot.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

/** The published file of `tock-react-kit`, which has its own React in it. */
const kit = readFileSync(join(testPackages, "tock-react-kit", "build", "tock-react-kit-standalone.umd.js"));

type Server = Awaited<ReturnType<typeof startServer>>;

/** A page with Tock's own chat, on another origin than the server behind it. */
export class KitPage implements AsyncDisposable {
  readonly page: Page;
  readonly server: Server;
  readonly gate: Gate;
  /** Between the page and the server. */
  readonly connection: TcpProxy;
  readonly #site: Awaited<ReturnType<typeof startSite>>;
  readonly #folder: ReturnType<typeof disposableFolder>;

  private constructor(page: Page, parts: Pick<KitPage, "server" | "gate" | "connection">, own: Own) {
    this.page = page;
    this.server = parts.server;
    this.gate = parts.gate;
    this.connection = parts.connection;
    this.#site = own.site;
    this.#folder = own.folder;
  }

  static async open(page: Page, tock: TockOptions = {}, options: Record<string, unknown> = {}): Promise<KitPage> {
    const folder = disposableFolder();
    const gate = createGate();
    const server = await startServer(
      {
        bot: createTockBot(gate),
        connectors: [web({ origins: "any", rates: unlimitedRates, tock: { identity: "passthrough", ...tock } })],
        data: folder.path,
        host: "127.0.0.1",
        port: 0,
        maxLoopDelayMs: 0,
        logLevel: "silent",
      },
      { variables: {} },
    );
    const connection = await startTcpProxy(Number(new URL(server.url).port));
    const site = await startSite(`http://127.0.0.1:${connection.port}/web`, options);
    const kitPage = new KitPage(page, { server, gate, connection }, { site, folder });
    await kitPage.load();
    return kitPage;
  }

  /** Opens the page, and waits for its stream. */
  async load(): Promise<void> {
    const opened = this.page.waitForResponse((response) => response.url().includes("/sse?"));
    await this.page.goto(this.#site.url);
    await opened;
  }

  get input(): Locator {
    return this.page.getByRole("textbox");
  }

  get chat(): Locator {
    return this.page.locator("#chat");
  }

  async say(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press("Enter");
  }

  /** Elements of the chat whose own text this is. */
  said(text: string): Locator {
    return this.chat.getByText(text, { exact: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.close();
    this.#site.close();
    await this.connection[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
    this.#folder.remove();
  }
}

type Own = { site: Awaited<ReturnType<typeof startSite>>; folder: ReturnType<typeof disposableFolder> };

async function startSite(endpoint: string, options: Record<string, unknown>): Promise<{ url: string; close(): void }> {
  const site = createServer((request, response) => {
    if (request.url === "/kit.js") return void response.writeHead(200, { "content-type": "text/javascript" }).end(kit);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html>
<html lang="en">
<title>Harbour</title>
<link rel="icon" href="data:,">
<div id="chat" style="height: 600px"></div>
<script src="/kit.js"></script>
<script>
  const widgets = { "line-map": ({ stops }) => "Stops: " + stops.join(" to ") };
  TockReact.renderChat(document.getElementById("chat"), ${JSON.stringify(endpoint)}, undefined, {}, {
    widgets, timeoutBetweenMessage: 0, ...${JSON.stringify(options)},
  });
</script>
</html>`);
  });
  const url = await listen(site);
  return {
    url,
    close() {
      site.closeAllConnections();
      site.close();
    },
  };
}
