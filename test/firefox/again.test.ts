import type { RequestListener } from "node:http";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FirefoxChat } from "#support/firefox/firefox-chat.ts";
import { startFirefox } from "#support/firefox/start-firefox.ts";
import { firefox } from "#support/system/system-programs.ts";
import { waitUntil } from "#support/wait-until.ts";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveWidgetSite } from "#support/widget/widget-site.ts";

/** Firefox keeps that a module did not come: without an address of its own no later try would ask the server. */
describe.skipIf(!firefox.isThere())("Firefox", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startFirefox();
  });
  afterAll(() => browser.close());

  test("where the code of a feature did not arrive, the visitor tries again without a reload", async () => {
    await FirefoxChat.use(browser, async (chat) => {
      let isAway = true;
      const serve: RequestListener = (request, response) => {
        if (isAway && request.url?.startsWith("/causerie/link-previews-") === true) return void response.destroy();
        return serveWidgetSite(request, response);
      };
      await using server = await startFakeChatServer(serve);
      await chat.page.goto(new URL("/", server.endpoint).href);
      await chat.press(".causerie-launcher");
      expect(await waitUntil(() => server.readers() > 0, 45_000)).toBe(true);
      const url = "https://harbour.example/fares";
      server.log().append({
        type: "message",
        messageId: "bot-1",
        author: { role: "bot" },
        message: { type: "text", text: url, buttons: [], quickReplies: [], preview: { id: "1", url } },
      });
      await chat.part(".causerie-button");
      // It says by itself what it could not fetch.
      chat.errors.length = 0;
      isAway = false;
      await chat.press(".causerie-button");
      await chat.part(".causerie-link-preview");
      expect(chat.errors.filter((error) => error.includes("link-previews-"))).toEqual([]);
      chat.errors.length = 0; // The server of this test knows nothing of the page that is linked to.
      await chat.page.goto("about:blank");
    });
  });
});
