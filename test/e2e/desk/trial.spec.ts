import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { createTrialBot } from "#support/desk/trial-bot.ts";
import { type DeskWorld, expect, test } from "./desk-world.ts";

// Axe looks at a page for many seconds on a busy machine.
test.describe.configure({ timeout: 120_000 });
test.use({ deskBot: { make: createTrialBot } });

async function openTrial(world: DeskWorld, options: Parameters<DeskWorld["signIn"]>[1] = {}): Promise<Page> {
  await world.admin();
  const page = await world.signIn("ada", options);
  await page.goto(`${world.url}/desk/trial`);
  await page.getByRole("button", { name: "New talk" }).click();
  await expect(turnsOf(page)).toHaveCount(1);
  return page;
}

const turnsOf = (page: Page): Locator => page.getByRole("group", { name: /The talk/ }).locator(".trial-turn");
const inspector = (page: Page): Locator => page.getByRole("complementary");

async function say(page: Page, text: string): Promise<void> {
  const before = await turnsOf(page).count();
  await page.getByRole("textbox", { name: "Say something" }).fill(text);
  await page.keyboard.press("Enter");
  await expect(turnsOf(page)).toHaveCount(before + 1);
}

const brokenRules = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
};

test("a developer talks by keyboard, sees why, goes back, forks, and copies the talk as a test", async ({ world }) => {
  const page = await openTrial(world);
  await page.getByRole("button", { name: "Pizza" }).focus();
  await page.keyboard.press("Enter");
  await expect(turnsOf(page)).toHaveCount(2);
  await expect(turnsOf(page).last()).toContainText("Which size?");
  await expect(inspector(page)).toContainText("size, asked once");
  await say(page, "large");
  await expect(turnsOf(page).last()).toContainText("One large pizza.");
  await expect(inspector(page)).toContainText("pizza → pizza");
  await page.getByRole("button", { name: "Fork from turn 2" }).press("Enter");
  await expect(turnsOf(page)).toHaveCount(2);
  await say(page, "small");
  await expect(turnsOf(page).last()).toContainText("One small pizza.");
  await page.getByRole("button", { name: "Talk 1", exact: true }).press("Enter");
  await expect(turnsOf(page).last()).toContainText("One large pizza.");
  await page.getByRole("button", { name: "Why is turn 1 as it is?" }).press("Enter");
  await expect(inspector(page).getByRole("heading", { name: "What the bot made of turn 1" })).toBeVisible();
  await page.getByRole("button", { name: "Back to turn 1" }).press("Enter");
  await expect(turnsOf(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Copy as test" }).press("Enter");
  const source = page.getByRole("dialog").getByRole("textbox", { name: "The talk as a test" });
  await expect(source).toHaveValue(/await person\.open\(\)/);
});

test("the same talk on another channel is drawn as there, and what is different is named", async ({ world }) => {
  const page = await openTrial(world);
  await say(page, "channel");
  await say(page, "many");
  await page.getByRole("combobox", { name: "Channel" }).selectOption("Messenger");
  await expect(
    page.getByRole("heading", { name: "Messenger answers differently from Web in one turn." }),
  ).toBeVisible();
  await expect(turnsOf(page).nth(1)).toContainText("on messenger");
  // Meta takes three buttons under a message, so five become quick replies.
  await expect(turnsOf(page).last().getByRole("list", { name: "Quick replies" }).getByRole("button")).toHaveCount(5);
  expect(await brokenRules(page)).toEqual([]);
  await page.getByRole("combobox", { name: "Channel" }).selectOption("Voice");
  await expect(page.getByRole("checkbox", { name: "Read aloud" })).not.toBeChecked();
  await expect(turnsOf(page).nth(1)).toContainText("on text");
});

for (const [title, viewport, colorScheme] of [
  ["a wide screen", { width: 1280, height: 800 }, "light"],
  ["a phone in the dark", { width: 360, height: 740 }, "dark"],
] as const)
  test(`a talk with all that it may hold is right for axe, and nothing has to be moved to the side, on ${title}`, async ({
    world,
  }) => {
    const page = await openTrial(world, { viewport, colorScheme });
    for (const text of ["cards", "form", "fail", "a pizza"]) await say(page, text);
    await page.getByText("Do something else").click();
    await page.getByText("What is kept of the talk").click();
    expect(await brokenRules(page)).toEqual([]);
    const wide = await page.locator(".main").evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(wide).toBeLessThanOrEqual(1);
  });
