import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** The launcher does what was meant, however it was pressed. */

const pages = {
  "/tag": { body: `${scriptTag}<input>` },
  "/tag/open": { body: scriptTag.replace("<script", "<script data-open") },
  "/element/open": {
    body: '<causerie-chat endpoint="/web" open></causerie-chat><script type="module" src="/causerie/element.js"></script>',
  },
};

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveHostSite(pages));
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

for (const path of ["/tag", "/react"])
  for (const width of [1280, 390])
    for (const line of ["fast", "slow"])
      test(`a double click opens the chat: ${path}, ${width} px, ${line} line`, async ({ page, chat }) => {
        await page.setViewportSize({ width, height: 800 });
        if (line === "slow")
          await page.route(/\/chat-/, async (route) => {
            await new Promise((resolve) => setTimeout(resolve, 800));
            await route.continue();
          });
        await page.goto(new URL(path, chat.server.endpoint).href);
        await chat.launcher.dblclick();
        await expect(chat.input).toBeVisible();
        await page.waitForTimeout(1000);
        await expect(chat.input).toBeVisible();
        await page.getByRole("button", { name: "Close" }).click();
        await expect(chat.input).toBeHidden();
        await page.waitForTimeout(700);
        await chat.launcher.click();
        await expect(chat.input).toBeVisible();
      });

for (const path of ["/tag/open", "/element/open"])
  test(`a window that the page opens leaves the focus, a small screen and a closed one alone: ${path}`, async ({
    page,
    chat,
  }) => {
    await page.goto(new URL(path, chat.server.endpoint).href);
    await expect(chat.input).toBeVisible();
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");
    await page.getByRole("button", { name: "Close" }).click();
    await expect(chat.input).toBeHidden();
    await page.reload();
    await expect(chat.launcher).toBeVisible();
    await page.waitForTimeout(500);
    await expect(chat.input).toBeHidden();
    await chat.launcher.click();
    await expect(chat.input).toBeFocused();

    await page.evaluate(() => sessionStorage.clear());
    await page.setViewportSize({ width: 390, height: 800 });
    await page.reload();
    await expect(chat.launcher).toBeVisible();
    await page.waitForTimeout(500);
    await expect(chat.input).toBeHidden();
  });

for (const path of ["/tag", "/react"])
  test(`a key that is held opens the chat, and does not send the draft in it: ${path}`, async ({ page, chat }) => {
    await page.goto(new URL(path, chat.server.endpoint).href);
    await chat.launcher.click();
    await chat.input.fill("A draft");
    await page.keyboard.press("Escape");
    await expect(chat.input).toBeHidden();
    await page.waitForTimeout(700);
    await chat.launcher.focus();
    for (let count = 0; count < 8; count += 1) {
      await page.keyboard.down("Enter"); // Each one after the first is a repeat.
      await page.waitForTimeout(40);
    }
    await page.keyboard.up("Enter");
    await expect(chat.input).toHaveValue("A draft");
    await expect(chat.input).toBeFocused();
    expect(chat.sent()).toEqual([]);
    await page.keyboard.press("Enter");
    await expect.poll(() => chat.sent()).toHaveLength(1);
  });

test("a chat that comes late leaves the focus to the field in which the visitor writes by then", async ({
  page,
  chat,
}) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/chat-/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(new URL("/tag", chat.server.endpoint).href);
  await chat.launcher.click();
  const field = page.locator("body > input");
  await field.pressSequentially("Two ");
  release();
  await expect(chat.input).toBeVisible();
  await page.keyboard.type("tickets");
  await expect(field).toHaveValue("Two tickets");
});

test("a chat that comes late takes the focus from the button of the page that opened it", async ({ page, chat }) => {
  await page.goto(new URL("/tag", chat.server.endpoint).href);
  await page.evaluate(() => {
    const button = document.createElement("button");
    button.textContent = "Ask us";
    button.addEventListener("click", () => (globalThis as unknown as { Causerie: { open(): void } }).Causerie.open());
    document.body.append(button);
  });
  await page.getByRole("button", { name: "Ask us" }).click();
  await expect(chat.input).toBeFocused();
});
