import { AxeBuilder } from "@axe-core/playwright";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

const withPopOut = (page: string): { body: string } => ({
  body: scriptTag.replace("<script", `<script data-features="pop-out" data-pop-out="${page}"`),
});

const pages = {
  "/home": withPopOut("/chat"),
  "/chat": {
    head: "<style>body { margin: 0; block-size: 100dvh }</style>",
    body: scriptTag.replace("<script", '<script data-mode="inline" data-features="pop-out" data-pop-out="/chat"'),
  },
  "/elsewhere": withPopOut("https://other.example/chat"),
};

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page, context }, use) => {
    await using server = await startFakeChatServer(serveHostSite(pages));
    await use(new WidgetPage(page, server));
    await context.close(); // Before its server ends.
  },
});

const address = (chat: WidgetPage, path: string): string => new URL(path, chat.server.endpoint).href;

test("the conversation goes on in a window of its own, by keyboard, and the page has its launcher again", async ({
  page,
  chat,
}) => {
  await page.goto(address(chat, "/home"));
  await chat.open();
  await chat.say("Is the pier open?");
  await expect(chat.said("Is the pier open?")).toContainText("Sent");
  const link = page.getByRole("link", { name: "Open in a window of its own" });
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await link.focus();
  const opening = page.waitForEvent("popup");
  await page.keyboard.press("Enter");
  const popup = new ChatPage(await opening);
  await expect(popup.said("Is the pier open?")).toBeVisible();
  expect(new URL(popup.page.url()).pathname).toBe("/chat");
  await expect(popup.page.getByRole("link", { name: "Open in a window of its own" })).toHaveCount(0);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(chat.launcher).toBeVisible();

  await popup.say("And tomorrow?");
  await expect(popup.said("And tomorrow?")).toContainText("Sent");
  await chat.open();
  await expect(chat.said("And tomorrow?")).toBeVisible();
  // A second press: still one window.
  await link.click();
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(page.context().pages()).toHaveLength(2);
});

test("where no window may open, the page opens in a tab", async ({ page, chat }) => {
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await page.goto(address(chat, "/home"));
  await chat.open();
  const opening = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Open in a window of its own" }).click();
  await expect(new ChatPage(await opening).input).toBeVisible();
});

test("a page of another site is refused by the console, and a phone has no such button", async ({ page, chat }) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const link = page.getByRole("link", { name: "Open in a window of its own" });
  await page.goto(address(chat, "/elsewhere"));
  await chat.open();
  await expect.poll(() => said.join("\n")).toContain('pop-out: not a page of this site: "https://other.example/chat"');
  await expect(link).toHaveCount(0);

  await page.setViewportSize({ width: 360, height: 700 });
  await page.goto(address(chat, "/home"));
  if (!(await chat.input.isVisible())) await chat.launcher.click();
  await expect(page.locator('[part="pop-out"]')).toBeAttached();
  await expect(link).toHaveCount(0);
});
