import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

/** The demo's trip planner and conditions, over its real server. */
async function ask(page: Page, url: string, words: string): Promise<ChatPage> {
  await page.goto(`${url}/script-tag`);
  const chat = new ChatPage(page);
  await chat.open();
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  await chat.say(words);
  return chat;
}

/** The chat may open by itself, as it was open before, at any moment. */
async function reopen(page: Page, shown: Locator): Promise<void> {
  await expect(async () => {
    if (!(await shown.isVisible())) await new ChatPage(page).launcher.click();
    await expect(shown).toBeVisible({ timeout: 3_000 });
  }).toPass();
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("; ")}`)).toEqual([]);
}

test("a panel changes in its place by what is chosen in it, keeps what was ticked, and says what has changed", async ({
  page,
  demo,
}) => {
  const chat = await ask(page, demo.url, "plan a trip");
  const panel = page.locator('[part~="view"]');
  await expect(panel.getByText("1 seat", { exact: true })).toBeVisible();
  const bubbles = await chat.messages.count();
  await panel.getByRole("checkbox", { name: "With a bicycle" }).check();
  const more = panel.getByRole("button", { name: "One more" });
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(panel.getByText("2 seats", { exact: true })).toBeVisible();
  await expect(more).toBeFocused();
  await expect(panel.getByRole("checkbox", { name: "With a bicycle" })).toBeChecked();
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: "Updated: 2 seats" })).toHaveCount(1);
  await panel.getByRole("combobox", { name: "To" }).selectOption("Brécy-le-Pont");
  await expect(panel.getByRole("row").nth(1)).toBeVisible();
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: "Brécy-le-Pont" })).not.toHaveCount(0);
  await expect(panel.getByRole("combobox", { name: "To" })).toHaveValue("brecy");
  // Nothing was said: the panel itself shows what has come of it.
  await expect(chat.messages).toHaveCount(bubbles);

  await panel.getByText("As a table").click();
  await expect(panel.getByRole("table", { name: "Price of the journey" })).toContainText("Full fare");
  await expectAccessible(page);

  await panel.getByRole("button", { name: "Reserve" }).click();
  await expect(panel).toContainText("Your seats are reserved");
  await expect(panel).toContainText("With a bicycle");
  await expect(chat.messages).toHaveCount(bubbles);
});

test("a press in the very moment in which the panel is free again counts", async ({ page, demo }) => {
  await ask(page, demo.url, "plan a trip");
  const panel = page.locator('[part~="view"]');
  const more = panel.getByRole("button", { name: "One more" });
  await expect(panel.getByText("1 seat", { exact: true })).toBeVisible();
  await more.evaluate((button: HTMLButtonElement) => {
    const watch = new MutationObserver(() => {
      if (button.ariaDisabled === "true") return;
      watch.disconnect();
      button.click();
    });
    button.click();
    // It is busy from the next drawing on.
    setTimeout(() => watch.observe(button, { attributeFilter: ["aria-disabled"] }));
  });
  await expect(panel.getByText("3 seats", { exact: true })).toBeVisible();
});

test("a double click counts once, and a reload and a second tab show the newest", async ({ page, context, demo }) => {
  await ask(page, demo.url, "plan a trip");
  const panel = page.locator('[part~="view"]');
  await panel.getByRole("button", { name: "One more" }).dblclick();
  await expect(panel.getByText("2 seats", { exact: true })).toBeVisible();
  const second = await context.newPage();
  await second.goto(`${demo.url}/script-tag`);
  const other = second.locator('[part~="view"]');
  await reopen(second, other);
  await expect(other.getByText("2 seats", { exact: true })).toBeVisible();

  await other.getByRole("button", { name: "One more" }).click();
  await expect(other.getByText("3 seats", { exact: true })).toBeVisible();
  await expect(panel.getByText("3 seats", { exact: true })).toBeVisible();

  await page.reload();
  await reopen(page, panel);
  await expect(panel.getByText("3 seats", { exact: true })).toBeVisible();
  await second.close();
});

test("what is tapped while there is no line is kept, and answered in the panel's place once there is one", async ({
  page,
  context,
  demo,
}) => {
  await ask(page, demo.url, "plan a trip");
  const panel = page.locator('[part~="view"]');
  const more = panel.getByRole("button", { name: "One more" });
  await expect(more).toBeVisible();
  await context.setOffline(true);
  await more.click();
  await expect(more).toHaveAttribute("aria-disabled", "true");
  await more.click({ force: true });
  await context.setOffline(false);
  await expect(panel.getByText("2 seats", { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(panel.getByText("3 seats", { exact: true })).toHaveCount(0);
});

test("the steps of the work are shown and said before the answer, which takes their place", async ({
  page,
  demo,
}, info) => {
  await ask(page, demo.url, "conditions of carriage");
  const progress = page.locator('[part~="progress"]');
  await expect(progress).toContainText(/Reading the conditions|Conditions of 2026 read/);
  await page.screenshot({ path: info.outputPath("progress.png") });
  await expect(progress).toHaveCount(0, { timeout: 20_000 });
  await expect(page.locator('[part~="document"]')).toContainText("Conditions of carriage");
});

test("a document opens beside the chat, has its contents, and gives the focus back", async ({ page, demo }, info) => {
  test.slow();
  const chat = await ask(page, demo.url, "conditions of carriage");
  const opener = page.getByRole("button", { name: "Open Conditions of carriage" });
  await opener.click();
  const sheet = page.getByRole("dialog", { name: "Conditions of carriage" });
  await expect(sheet.getByRole("heading", { name: "Conditions of carriage" })).toBeFocused();
  // It grows while it is open.
  await expect(sheet).toContainText("by road", { timeout: 30_000 });
  const reasoning = chat.thread.locator('[part~="reasoning"]');
  await expect(reasoning).toContainText("Thought for");
  await expect(reasoning.getByText("Five parts")).toBeHidden();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("document.png") });

  await sheet.getByRole("navigation", { name: "Contents" }).getByRole("button", { name: "Animals" }).click();
  await expect(sheet.locator(".causerie-text-heading", { hasText: "Animals" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Open Conditions of carriage" })).toBeFocused();
  await expect(chat.input).toBeVisible();

  await reasoning.locator("summary").click();
  await expect(reasoning.getByText("Five parts")).toBeVisible();
});
