import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** Who opens the chat writes at once, and does not wait for the code of the chat or look where the focus is. */

const pages = { "/tag": { body: scriptTag } };

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveHostSite(pages));
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

for (const width of [1280, 360])
  for (const way of ["Enter", "a click"])
    test(`what is typed before the chat has come is in the composer: ${way}, ${width} px`, async ({ page, chat }) => {
      await page.setViewportSize({ width, height: 740 });
      let goOn = (): void => {};
      const held = new Promise<void>((resolve) => (goOn = resolve));
      await page.route(/\/chat-/, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(new URL("/tag", chat.server.endpoint).href);
      if (way === "Enter") {
        await chat.launcher.focus();
        await page.keyboard.press("Enter");
      } else await chat.launcher.click();
      await page.keyboard.type("Is a table ");
      // Enter sends nothing that the visitor has not seen, and closes nothing. Shortcuts of the browser are left alone.
      await page.keyboard.press("Enter");
      await page.keyboard.press("Control+b");
      goOn();
      // Without a pause, so that some of the keys meet the dialog as it opens.
      for (const key of "free tonight?") await page.keyboard.press(key === " " ? "Space" : key);
      await expect(chat.input).toHaveValue("Is a table free tonight?");
      await expect(chat.input).toBeFocused();
      await page.keyboard.press("Enter");
      await expect.poll(() => chat.sent()).toEqual([{ type: "text", text: "Is a table free tonight?" }]);
    });

test("what is typed before the chat has come stands behind what was written on an earlier page", async ({
  page,
  chat,
}) => {
  await page.goto(new URL("/tag", chat.server.endpoint).href);
  await chat.launcher.click();
  await chat.input.fill("Hello");
  await page.keyboard.press("Escape");
  let goOn = (): void => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route(/\/chat-/, async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await chat.launcher.click();
  await expect(chat.launcher).toHaveAttribute("data-state", "loading");
  await page.keyboard.type("o");
  goOn();
  await expect(chat.input).toHaveValue("Helloo");
});

test("a space before the first letter closes the chat that is loading, as on any button", async ({ page, chat }) => {
  await page.route(/\/chat-/, () => {});
  await page.goto(new URL("/tag", chat.server.endpoint).href);
  await chat.launcher.focus();
  await page.keyboard.press("Enter");
  await expect(chat.launcher).toHaveAttribute("data-state", "loading");
  await page.keyboard.press("Space");
  await expect(chat.launcher).toHaveAttribute("data-state", "closed");
});

test.describe("a touch screen with a keyboard", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test("the panel has the focus, and what is typed is in the composer", async ({ page, chat }) => {
    await page.goto(new URL("/tag", chat.server.endpoint).href);
    await chat.launcher.tap();
    await expect(chat.input).toBeVisible();
    await expect(chat.input).not.toBeFocused();
    await page.keyboard.type("Hello you");
    await expect(chat.input).toHaveValue("Hello you");
  });
});
