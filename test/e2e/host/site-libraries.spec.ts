import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { type HostPage, scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { said } from "#e2e/sample-messages.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** The libraries themselves put the next page into the place of this one, and the chat stays or comes back. */

const libraries: Record<string, string> = {
  "turbo.js": import.meta.resolve("@hotwired/turbo/dist/turbo.es2017-umd.js"),
  "htmx.js": import.meta.resolve("htmx.org/dist/htmx.min.js"),
};

type Library = { head: string; body: string; go: (page: Page) => Promise<void> };

const follow = (page: Page): Promise<void> => page.getByRole("link", { name: "Next" }).click();
const ways: Record<string, Library> = {
  "Turbo that replaces": { head: '<script src="/turbo.js"></script>', body: "", go: follow },
  "Turbo that morphs": {
    head: '<script src="/turbo.js"></script><meta name="turbo-refresh-method" content="morph">',
    body: "",
    go: (page) =>
      page.evaluate(() => {
        const { Turbo } = globalThis as unknown as { Turbo: { visit(url: string, how: object): void } };
        Turbo.visit(location.href, { action: "replace" });
      }),
  },
  "htmx that boosts": {
    head: '<script src="/htmx.js"></script>',
    body: ' hx-boost="true" hx-boost:inherited="true"',
    go: follow,
  },
};

for (const [name, { head, body, go }] of Object.entries(ways))
  for (const place of ["head", "body"])
    test(`window, thread and draft outlive the pages of ${name}, the tag in the ${place}`, async ({ page }) => {
      let visits = 0;
      const pageWith = (next: string): HostPage => {
        visits += 1;
        const [inHead, inBody] = place === "head" ? [scriptTag, ""] : ["", scriptTag];
        const content = `<div${body}><h1>Page ${visits}</h1><a href="${next}">Next</a></div>`;
        return { head: head + inHead, body: content + inBody };
      };
      const site = serveHostSite({
        get "/one"() {
          return pageWith("/two");
        },
        get "/two"() {
          return pageWith("/one");
        },
      });
      await using server = await startFakeChatServer(site);
      const chat = new WidgetPage(page, server);
      for (const [file, url] of Object.entries(libraries))
        await page.route(`**/${file}`, (route) => route.fulfill({ path: fileURLToPath(url) }));
      await page.goto(new URL("/one", server.endpoint).href);
      await page.evaluate(() => Object.assign(globalThis, { isFirstLoad: true }));
      await chat.launcher.click();
      await chat.say("Two tickets");
      await expect(chat.said("Two tickets")).toContainText("Sent");
      await chat.input.fill("And a dr");
      for (const count of [2, 3, 4]) {
        await go(page);
        await expect(page.getByRole("heading", { name: `Page ${count}` })).toBeVisible();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expect(chat.said("Two tickets")).toBeVisible();
        await expect(chat.input).toHaveValue("And a dr");
        await expect(page.locator("causerie-chat")).toHaveCount(1);
      }
      chat.receive(said("Gate 4"));
      await expect(chat.said("Gate 4")).toBeVisible();
      expect(await page.evaluate(() => "isFirstLoad" in globalThis)).toBe(true);
      expect(server.logs).toHaveLength(1);
      await page.close();
    });
