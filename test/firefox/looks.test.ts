import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findLayoutFaults } from "#e2e/looks/find-layout-faults.ts";
import { form, longList, markdown, pier, shortList, sourced } from "#e2e/sample-messages.ts";
import { FirefoxChat } from "#support/firefox/firefox-chat.ts";
import { startFirefox } from "#support/firefox/start-firefox.ts";
import { firefox } from "#support/system/system-programs.ts";
import { waitUntil } from "#support/wait-until.ts";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveWidgetSite } from "#support/widget/widget-site.ts";

const samples = [shortList, longList, pier, form, sourced, markdown];

/** Every kind of message, under the strict policy of `serveWidgetSite`: nothing lies outside or on another, and axe finds nothing. */
describe.skipIf(!firefox.isThere())("Firefox", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startFirefox();
  });
  afterAll(() => browser.close());

  test.each([
    ["light", 1280, { theme: "light" }],
    ["dark", 1280, { theme: "dark" }],
    ["from right to left", 1280, { lang: "ar", dir: "rtl" }],
    ["dark and from right to left, on a phone", 360, { theme: "dark", lang: "he", dir: "rtl" }],
  ])("%s", async (_name, width, settings) => {
    await FirefoxChat.use(browser, async (chat) => {
      await using server = await startFakeChatServer(serveWidgetSite);
      await chat.page.setViewport({ width, height: 800 });
      await chat.page.goto(new URL(`/?${new URLSearchParams(settings).toString()}`, server.endpoint).href);
      await chat.press(".causerie-launcher");
      expect(await waitUntil(() => server.readers() > 0, 45_000)).toBe(true);
      for (const [index, message] of samples.entries())
        server.log().append({ type: "message", messageId: `bot-${index}`, author: { role: "bot" }, message });
      await chat.part("table");
      await chat.part(".causerie-form");
      await chat.settled();
      expect(await chat.page.evaluate(findLayoutFaults, "causerie-chat")).toEqual([]);
      expect(await chat.axeFaults()).toEqual([]);
      await chat.page.goto("about:blank");
    });
  });
});
