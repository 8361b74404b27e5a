import type { Page } from "@playwright/test";
import { said } from "#e2e/sample-messages.ts";
import { expect as expectOn, test as widgetTest } from "#e2e/widget-page.ts";
import { expect, expectAccessible, test } from "./control-page.ts";

/** What was copied, by its type. */
function copied(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const types = item?.types ?? [];
    const texts = await Promise.all(types.map(async (type) => (await item?.getType(type))?.text()));
    return Object.fromEntries(types.map((type, index) => [type, texts[index] ?? ""]));
  });
}

widgetTest("a message is copied as text and with its look, and code alone", async ({ page, chat }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await chat.visit({ features: "actions" });
  chat.receive(said("**Ferries** leave at [8:30](https://example.com/f).\n\n```js\nlet a = 1 < 2;\n```"));
  const message = chat.said("Ferries");
  await message.hover();
  await message.getByRole("button", { name: "Copy message" }).click();
  await expectOn(page.getByText("Copied.")).toBeAttached();
  const whole = await copied(page);
  expectOn(whole["text/plain"]).toBe("Ferries leave at 8:30 (https://example.com/f).\nlet a = 1 < 2;");
  expectOn(whole["text/html"]).toContain("<strong>Ferries</strong>");
  expectOn(whole["text/html"]).toContain("let a = 1 &lt; 2;");
  await message.getByRole("button", { name: "Copy code" }).click();
  await expectOn.poll(() => copied(page)).toEqual({ "text/plain": "let a = 1 < 2;" });
  await expectAccessible(page);
});

widgetTest(
  "the Tab key stops at the actions of the newest message, and the arrows lead along and up to the others",
  async ({ page, chat }) => {
    await chat.visit({ features: "actions", feedback: "all" });
    chat.receive(said("One"));
    chat.receive(said("Two"));
    chat.receive(said("Three"));
    await expectOn(chat.said("Three").getByRole("button", { name: "Helpful", exact: true })).toBeVisible();
    await chat.input.focus();
    await page.keyboard.press("Shift+Tab");
    await expectOn(chat.said("Three").getByRole("button", { name: "Copy message" })).toBeFocused();
    await page.keyboard.press("ArrowUp");
    const older = chat.said("Two").getByRole("button", { name: "Copy message" });
    await expectOn(older).toBeFocused();
    await expectOn(older).toBeVisible();
    await page.keyboard.press("ArrowLeft");
    await expectOn(chat.said("Two").getByRole("button", { name: "Not helpful" })).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expectOn(chat.said("One").getByRole("button", { name: "Not helpful" })).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await expectOn(chat.thread).toBeFocused();
  },
);

widgetTest("on a phone one button shows the others", async ({ browser, chat }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(`${new URL("/", chat.server.endpoint).href}?features=actions`);
  await page.getByRole("button", { expanded: false }).tap();
  await expectOn.poll(() => chat.server.readers()).toBeGreaterThan(0);
  chat.receive(said("One"));
  const message = page.locator('[part~="message"]').filter({ hasText: "One" });
  await expectOn(message.getByRole("button", { name: "Copy message" })).toBeHidden();
  await message.getByRole("button", { name: "More actions" }).tap();
  await expectOn(message.getByRole("button", { name: "Copy message" })).toBeVisible();
  await context.close();
});

test("a thumb may have words, on older answers too; the bot hears them", async ({ page, chat }) => {
  await chat.visit({ feedback: "all" });
  await chat.ask("count", "count: 1 here");
  await chat.ask("count again", "count again: 2 here");
  const older = chat.said("count: 1 here");
  await older.hover();
  await older.getByRole("button", { name: "Not helpful" }).click();
  await older.getByRole("textbox", { name: "What could be better? (optional)" }).fill("Too short");
  await expectAccessible(page);
  await older.getByRole("button", { name: "Send" }).click();
  await expect(older.getByRole("textbox")).toHaveCount(0);
  await expect(page.getByText("Thank you for your comment.")).toBeAttached();
  await expect(chat.input).toBeFocused();
  await expect.poll(() => chat.opinions).toMatchObject([{ value: "down" }, { value: "down", comment: "Too short" }]);
  const newest = chat.said("count again: 2 here");
  await newest.getByRole("button", { name: "Helpful", exact: true }).click();
  await newest.getByRole("button", { name: "Skip" }).click();
  await expect(newest.getByRole("textbox")).toHaveCount(0);
  await expect.poll(() => chat.opinions.length).toBe(3);
  await page.reload();
  await expect(newest.getByRole("button", { name: "Helpful", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(newest.getByRole("textbox")).toHaveCount(0);
});

test("another answer takes the place of the last one, which stays within reach", async ({ page, chat }) => {
  await chat.visit({ features: "actions" });
  await chat.ask("count", "count: 1 here, 1 ever");
  await chat.messages.last().getByRole("button", { name: "Answer again" }).click();
  await expect(chat.said("count: 1 here, 2 ever")).toBeVisible();
  await expect(chat.said("count: 1 here, 1 ever")).toBeHidden();
  await page.getByRole("button", { name: "Show the previous version" }).click();
  await expect(chat.said("count: 1 here, 1 ever")).toBeVisible();
  await expect(chat.said("count: 1 here, 1 ever")).toContainText("Replaced");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Hide the previous version" }).click();
  await expect(chat.said("count: 1 here, 1 ever")).toBeHidden();
  await page.reload();
  await expect(chat.said("count: 1 here, 2 ever")).toBeVisible();
  await expect(chat.said("count: 1 here, 1 ever")).toBeHidden();
});

test("the last message is written anew, and the conversation goes on from before it", async ({ page, chat }) => {
  await chat.visit({ features: "actions" });
  await chat.ask("count", "count: 1 here, 1 ever");
  await chat.ask("count two", "count two: 2 here, 2 ever");
  const mine = chat.messages.filter({ hasText: /You said:\s*count two/ });
  await expect(chat.messages.getByRole("button", { name: "Change message" })).toHaveCount(1);
  await mine.getByRole("button", { name: "Change message" }).click();
  const field = mine.getByRole("textbox", { name: "Change message" });
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(field).toHaveCount(0);
  await mine.getByRole("button", { name: "Change message" }).click();
  await field.fill("count three");
  await mine.getByRole("button", { name: "Send" }).click();
  await expect(chat.said("count three: 2 here, 3 ever")).toBeVisible();
  await expect(chat.said("count two: 2 here")).toBeHidden();
  await expect(mine).toBeHidden();
});
