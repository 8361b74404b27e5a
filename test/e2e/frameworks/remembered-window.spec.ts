import { devices } from "@playwright/test";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** A floating `<Chat>` is on the next page as the visitor left it, by the rules of the script tag. */
type ReactHost = { setChatProps?: (props: object) => void; setChatShown?: (shown: boolean) => void };

const serveSite = serveHostSite({
  "/script-tag": { body: '<h1>Harbour</h1><script src="/causerie.js" data-endpoint="/web" async></script>' },
});

const test = base.extend<{ chat: WidgetPage; go: (path: string) => Promise<void> }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveSite);
    await use(new WidgetPage(page, server));
    await page.close();
  },
  go: async ({ chat, page }, use) => {
    await use(async (path) => void (await page.goto(new URL(path, chat.server.endpoint).href)));
  },
});

test("open stays open, without taking the focus; closed stays closed", async ({ chat, page, go }) => {
  await go("/react");
  await expect(chat.launcher).toHaveAttribute("aria-expanded", "false");
  await chat.open();
  await go("/react");
  await expect(chat.input).toBeVisible();
  await expect(page.locator("body")).toBeFocused();
  await chat.page.getByRole("button", { name: "Close chat" }).click();
  await expect(chat.launcher).toBeFocused();
  await go("/react");
  await expect(chat.launcher).toHaveAttribute("aria-expanded", "false");
  await expect(chat.input).toBeHidden();
});

test("what the page opens by itself stays closed once the visitor has closed it", async ({ chat, go }) => {
  await go("/react?defaultOpen=true");
  await expect(chat.input).toBeVisible();
  await chat.page.getByRole("button", { name: "Close chat" }).click();
  await go("/react?defaultOpen=true");
  await expect(chat.launcher).toHaveAttribute("aria-expanded", "false");
  await expect(chat.input).toBeHidden();
});

test("another tab begins closed", async ({ chat, go, context }) => {
  await go("/react");
  await chat.open();
  const page = await context.newPage();
  const other = new WidgetPage(page, chat.server);
  await page.goto(new URL("/react", chat.server.endpoint).href);
  await expect(other.launcher).toHaveAttribute("aria-expanded", "false");
  await page.close();
});

test("a page that holds the state itself is not overruled, and nothing is stored", async ({ chat, page, go }) => {
  await go("/react");
  await chat.open();
  await go("/react?hidden");
  await page.evaluate(() => {
    (globalThis as ReactHost).setChatProps?.({ open: false });
    (globalThis as ReactHost).setChatShown?.(true);
  });
  await expect(chat.launcher).toHaveAttribute("aria-expanded", "false");
  await page.evaluate(() => (globalThis as ReactHost).setChatProps?.({ open: true }));
  await expect(chat.input).toBeVisible();
  await page.evaluate(() => (globalThis as ReactHost).setChatProps?.({ open: false }));
  await expect(chat.input).toBeHidden();
  await go("/react");
  await expect(chat.input).toBeVisible();
});

test("script tag and React share what is remembered, on either page", async ({ chat, go }) => {
  await go("/script-tag");
  await chat.open();
  await go("/react");
  await expect(chat.input).toBeVisible();
  await chat.page.getByRole("button", { name: "Close chat" }).click();
  await go("/script-tag");
  await expect(chat.launcher).toHaveAttribute("aria-expanded", "false");
});

test("a page learns that its window is open again", async ({ chat, page, go }) => {
  await go("/react");
  await chat.open();
  await go("/react");
  await expect(chat.input).toBeVisible();
  await expect.poll(() => page.evaluate(() => (globalThis as { reported?: boolean[] }).reported)).toEqual([true]);
});

base("a phone's screen is not covered unasked", async ({ browser }) => {
  await using server = await startFakeChatServer(serveSite);
  await using context = await browser.newContext({ ...devices["iPhone SE"] });
  const page = await context.newPage();
  const chat = new WidgetPage(page, server);
  for (const path of ["/react", "/react?defaultOpen=true"]) {
    await page.goto(new URL("/react", server.endpoint).href);
    await chat.launcher.click();
    await expect(chat.input).toBeVisible();
    await page.goto(new URL(path, server.endpoint).href);
    await expect(chat.launcher).toHaveAttribute("aria-expanded", "false");
  }
  await page.close();
});
