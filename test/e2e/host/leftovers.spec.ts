import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { countWhatIsHeld, readHeld } from "#e2e/held-by-page.ts";
import { form, longList, said } from "#e2e/sample-messages.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** Single-page sites show the chat and take it away all day long. */

const surfaces: Record<string, { show: () => void; hide: () => void }> = {
  "/element": {
    show: () => {
      const element = document.createElement("causerie-chat");
      element.setAttribute("endpoint", "/web");
      document.body.append(element);
      element.setAttribute("open", ""); // Before, it would be a wish, which a small screen does not follow.
    },
    hide: () => document.querySelector("causerie-chat")?.remove(),
  },
  "/element?inline": {
    show: () => {
      const element = document.createElement("causerie-chat");
      element.setAttribute("endpoint", "/web");
      element.setAttribute("mode", "inline");
      document.body.append(element);
    },
    hide: () => document.querySelector("causerie-chat")?.remove(),
  },
  "/standalone": {
    show: () => {
      const path = "/standalone/standalone.js";
      const place = document.body;
      document.body.dataset["wanted"] = "yes";
      void (import(path) as Promise<{ defineChatElement: () => string }>).then(({ defineChatElement }) => {
        if (place.dataset["wanted"] !== "yes") return;
        const element = document.createElement(defineChatElement());
        Object.assign(element, { id: "chat", endpoint: "/web", mode: "inline" });
        place.append(element);
      });
    },
    hide: () => {
      document.body.dataset["wanted"] = "no";
      document.getElementById("chat")?.remove();
    },
  },
  "/react?mode=inline&hidden": {
    show: () => (globalThis as unknown as { setChatShown(shown: boolean): void }).setChatShown(true),
    hide: () => (globalThis as unknown as { setChatShown(shown: boolean): void }).setChatShown(false),
  },
  "/react?open=true&hidden": {
    show: () => (globalThis as unknown as { setChatShown(shown: boolean): void }).setChatShown(true),
    hide: () => (globalThis as unknown as { setChatShown(shown: boolean): void }).setChatShown(false),
  },
};

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 360, height: 700 },
])
  for (const [path, { show, hide }] of Object.entries(surfaces))
    test(`a chat that is taken away holds nothing of the browser: ${path}, ${viewport.width} px`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await using server = await startFakeChatServer(
        serveHostSite({
          "/element": { body: '<h1>Harbour</h1><script type="module" src="/causerie/element.js"></script>' },
          "/standalone": { body: "<h1>Harbour</h1>" },
        }),
      );
      await countWhatIsHeld(page);
      const chat = new WidgetPage(page, server);
      await page.goto(new URL(path, server.endpoint).href);
      await expect(page.getByRole("heading", { name: "Harbour" })).toBeVisible();
      const before = await readHeld(page);
      // Socket.IO's client has one for "offline" and one for "pagehide", from its first use to the end of the page.
      const after = { ...before, listeners: before.listeners + 2 };

      for (const round of [1, 2]) {
        await page.evaluate(show);
        await expect.poll(() => server.readers()).toBe(1);
        for (const message of [said("Hello"), longList, form]) chat.receive(message);
        await chat.say(`Round ${round}`);
        await expect(chat.said(`Round ${round}`)).toContainText("Sent");
        await expect(chat.choice("Book").first()).toBeVisible();
        expect(await readHeld(page)).not.toEqual(before);
        await page.evaluate(hide);
        await expect.poll(() => readHeld(page)).toEqual(after);
        await expect.poll(() => server.readers()).toBe(0);
        const locks = await page.evaluate(() => navigator.locks.query());
        expect([...(locks.held ?? []), ...(locks.pending ?? [])]).toEqual([]);
      }

      // Taken away while it is still being fetched and opened.
      for (const ms of [0, 1, 5, 20, 60]) {
        await page.evaluate(show);
        await page.waitForTimeout(ms);
        await page.evaluate(hide);
      }
      await expect.poll(() => readHeld(page)).toEqual(after);
      await page.close();
    });

test("looking for news on each page keeps no database open", async ({ page }) => {
  await using server = await startFakeChatServer(
    serveHostSite({ "/tag": { body: `<h1>Harbour</h1>${scriptTag}` }, "/none": { body: "<h1>Harbour</h1>" } }),
  );
  await countWhatIsHeld(page);
  const chat = new WidgetPage(page, server);
  await page.goto(new URL("/tag", server.endpoint).href);
  await chat.launcher.click();
  await chat.say("Hello");
  await expect(chat.said("Hello")).toContainText("Sent");
  await page.keyboard.press("Escape");
  await page.goto(new URL("/none", server.endpoint).href);
  const asked = (): number => server.requests.filter((request) => request === "POST /session/unread").length;
  await page.goto(new URL("/tag", server.endpoint).href);
  await expect.poll(asked).toBe(1);
  await expect.poll(async () => (await readHeld(page)).databases).toBe(0);
  await page.close();
});
