import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

test("the whole conversation goes by keyboard: open, write, choose, leave, come back", async ({ page, demo }) => {
  await page.goto(`${demo.url}/script-tag`);
  const chat = new ChatPage(page);
  await chat.launcher.focus();
  await page.keyboard.press("Enter");
  await expect(chat.input).toBeFocused();
  await expect(chat.said(/I am Aubri/)).toBeVisible();

  await page.keyboard.type("opening hours");
  await page.keyboard.press("Enter");
  await expect(chat.choice("Departures").last()).toBeVisible();
  await expect(chat.input).toBeFocused();
  for (let steps = 0; steps < 20 && (await focusedName(chat)) !== "Departures"; steps += 1)
    await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(chat.choice("Port-Clément")).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(chat.launcher).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chat.input).toBeFocused();
});

test("a carousel goes by keyboard", async ({ page, demo }) => {
  await page.goto(`${demo.url}/element`);
  const chat = new ChatPage(page);
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  await chat.say("fares");
  const next = page.getByRole("button", { name: "Next card" });
  const previous = page.getByRole("button", { name: "Previous card" });
  await expect(next).toBeVisible();
  await next.focus();
  const carousel = page
    .getByRole("group", { name: /card/ })
    .or(page.locator('[aria-roledescription="carousel"]'))
    .first();
  const shift = (): Promise<number> =>
    carousel.evaluate((element) =>
      Math.max(...[element, ...element.querySelectorAll("*")].map((node) => Math.abs(node.scrollLeft))),
    );
  const start = await shift();
  await page.keyboard.press("Enter");
  await expect.poll(shift).toBeGreaterThan(start);
  await previous.focus();
  await page.keyboard.press("Enter");
  await expect.poll(shift).toBe(start);
});

test("an answer is announced once, whole, outside the list; restored history is not", async ({ page, demo }) => {
  await page.goto(`${demo.url}/element`);
  const chat = new ChatPage(page);
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  // The greeting is restored history after this; nothing may read it out again.
  await page.reload();
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  await page.evaluate(() => {
    const announced: string[] = [];
    (globalThis as { announced?: string[] }).announced = announced;
    const watch = (root: Node): void => {
      new MutationObserver((records) => {
        for (const record of records) {
          const target = record.target instanceof Element ? record.target : record.target.parentElement;
          const region = target?.closest('[aria-live="polite"]');
          const text = region?.textContent?.trim();
          if (text) announced.push(text);
        }
      }).observe(root, { subtree: true, childList: true, characterData: true });
    };
    watch(document);
    for (const element of document.querySelectorAll("*")) if (element.shadowRoot) watch(element.shadowRoot);
  });
  await chat.say("opening hours");
  const announced = (): Promise<string[]> =>
    page.evaluate(() => (globalThis as { announced?: string[] }).announced ?? []);
  await expect.poll(async () => (await announced()).join(" ")).toMatch(/\d/);
  expect((await announced()).join(" ")).not.toMatch(/I am Aubri/);
});

async function focusedName(chat: ChatPage): Promise<string> {
  return chat.page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.textContent?.trim() ?? "";
  });
}
