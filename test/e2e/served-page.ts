import { createServer } from "node:http";
import { type Bot, startServer, web, type WebOptions } from "@causerie/server";
import type { Page } from "@playwright/test";
import { listen } from "#support/listen.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { toHtml } from "#support/widget/host-site.ts";
import { ChatPage } from "./chat-page.ts";
import { expect, test as base } from "./fixtures.ts";

/** Opens a page of a site of its own that has the script tag of a real server with this bot, and opens the chat. */
export type Serve = (
  bot: Bot,
  settings?: Record<string, string>,
  options?: Pick<WebOptions, "uploads" | "linkPreviews">,
) => Promise<ChatPage>;

export const test = base.extend<{ serve: Serve }>({
  serve: async ({ page }, use) => {
    await using stack = new AsyncDisposableStack();
    await use(async (bot, settings = {}, options = {}) => {
      const chat = await servePage(page, stack, bot, settings, options);
      await page.getByRole("button", { expanded: false }).click();
      await expect(page.getByRole("textbox")).toBeFocused();
      return chat;
    });
    await page.close(); // Before its server ends.
  },
});

async function servePage(
  page: Page,
  stack: AsyncDisposableStack,
  bot: Bot,
  settings: Record<string, string>,
  options: Pick<WebOptions, "uploads" | "linkPreviews">,
): Promise<ChatPage> {
  const data = Object.entries(settings).map(([name, value]) => `data-${name}="${value}"`);
  let script = "";
  const site = createServer((_request, response) => {
    const html = toHtml({
      head: `<script src="${script}" async ${data.join(" ")}></script>`,
      body: "<h1>Harbour</h1>",
    });
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  const url = await listen(site);
  stack.defer(() => {
    site.closeAllConnections();
    site.close();
  });
  const folder = disposableFolder();
  stack.defer(() => folder.remove());
  const connectors = [web({ ...options, origins: [url] })];
  const server = stack.use(
    await startServer(
      { bot, connectors, data: folder.path, host: "127.0.0.1", port: 0, logLevel: "silent", maxLoopDelayMs: 0 },
      { variables: {} },
    ),
  );
  script = `${server.url}/causerie.js`;
  await page.goto(url);
  return new ChatPage(page);
}

export { expect };
