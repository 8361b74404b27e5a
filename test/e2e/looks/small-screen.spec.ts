import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** On a small screen the window is modal. It is never so where it is not seen, and always so where it covers the page. */

const body = `<style>[hidden]{display:none!important}</style><button onclick="this.textContent='Pressed'">Menu</button>${scriptTag}`;

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveHostSite({ "/": { body } }));
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(new URL("/", server.endpoint).href);
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

const setHidden = ({ page }: WidgetPage, hidden: boolean): Promise<void> =>
  page.locator("causerie-chat").evaluate((element: HTMLElement, value) => {
    element.hidden = value;
  }, hidden);

const isModal = ({ page }: WidgetPage): Promise<boolean> =>
  page.locator(".causerie-panel").evaluate((dialog) => dialog.matches(":modal"));

test("a chat that the page hides leaves the page usable, and is modal again when it is shown", async ({ chat }) => {
  const { page } = chat;
  await chat.launcher.click();
  await expect(chat.input).toBeFocused();
  expect(await isModal(chat)).toBe(true);
  await setHidden(chat, true);
  await expect(page.locator(".causerie-panel")).toBeHidden();
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("button", { name: "Pressed" })).toBeVisible();
  await setHidden(chat, false);
  await expect.poll(() => isModal(chat)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(page.locator(".causerie-panel")).toBeHidden();
});

test("`hidden` takes the launcher away, on a page without a rule for it, too", async ({ chat }) => {
  await chat.page.evaluate(() => document.querySelector("style")?.remove());
  await expect(chat.launcher).toBeVisible();
  await setHidden(chat, true);
  await expect(chat.launcher).toBeHidden();
  await setHidden(chat, false);
  await expect(chat.launcher).toBeVisible();
});

test("a window that a new body took along is modal again, and Escape closes it", async ({ chat }) => {
  const { page } = chat;
  await chat.launcher.click();
  await expect(chat.input).toBeFocused();
  await page.evaluate(() => document.body.replaceWith(document.createElement("body")));
  await expect.poll(() => isModal(chat)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(page.locator(".causerie-panel")).toBeHidden();
});

test("the focus stays in the composer while the window becomes modal, and no more", async ({ chat }) => {
  const { page } = chat;
  await page.setViewportSize({ width: 1100, height: 800 });
  await chat.launcher.click();
  await expect(chat.input).toBeFocused();
  await page.setViewportSize({ width: 470, height: 800 });
  await expect.poll(() => isModal(chat)).toBe(true);
  await expect(chat.input).toBeFocused();
  await page.setViewportSize({ width: 1100, height: 800 });
  await expect.poll(() => isModal(chat)).toBe(false);
  await expect(chat.input).toBeFocused();
});
