import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, screenOf, test } from "./desk-world.ts";

const brokenRules = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
};

const openPart = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("tab", { name }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
};

test("a developer rules a story by keyboard, and gives what was not understood to it", async ({ world }) => {
  await world.invite("dora", "developer");
  const visitor = await world.visitor("is anybody there");
  await expect.poll(() => screenOf(visitor)).toEqual(["bot: is anybody there"]);
  const page = await world.signIn("dora", { viewport: { width: 1280, height: 900 } });
  await page.getByRole("link", { name: "Stories" }).press("Enter");
  await expect(page.getByText("There is no rule")).toBeVisible();

  await page.getByRole("button", { name: "New rule" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Story", { exact: true }).selectOption("person");
  await dialog.getByLabel("The story is").selectOption("switched off");
  expect(await brokenRules(page)).toEqual([]);
  await dialog.getByLabel("For how many people, in percent").fill("100");
  await page.keyboard.press("Enter");
  const rule = page.getByRole("listitem").filter({ hasText: "switched off" });
  await expect(rule).toContainText("All channels");
  await visitor.send("second", "a person please");
  await expect.poll(() => screenOf(visitor)).toContain("bot: a person please");
  expect(await brokenRules(page)).toEqual([]);

  await openPart(page, "Not understood");
  const sentence = page.getByRole("listitem").filter({ hasText: "is anybody there" });
  await expect(sentence).toContainText("once");
  expect(await brokenRules(page)).toEqual([]);
  await sentence.getByRole("button", { name: "Assign" }).press("Enter");
  await dialog.getByLabel("Meaning").selectOption("person");
  await dialog.getByLabel("Example").fill("is there anybody");
  expect(await brokenRules(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Add the example" }).press("Enter");
  await expect(sentence).toHaveCount(0);
  const other = page.getByRole("listitem").filter({ hasText: "a person please" });
  await other.getByRole("button", { name: "Dismiss" }).press("Enter");
  await expect(page.getByText("Everything was understood.")).toBeVisible();

  await openPart(page, "Examples");
  await expect(page.getByRole("listitem").filter({ hasText: "is there anybody" })).toContainText("not in the bot yet");
  expect(await brokenRules(page)).toEqual([]);
  await openPart(page, "Quality");
  await expect(page.getByText("The stories have no examples to measure.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Measure" })).toBeDisabled();
});

test("the stories fit on a phone in the dark, and an operator does not see them", async ({ world }) => {
  await world.admin();
  const rule = { story: "person", connector: "web", redirectTo: "back", percent: 50, from: 0, until: 4_102_444_800_000 };
  const admin = await world.admin();
  expect((await admin.call("PUT", "/stories/rules", { rule })).status).toBe(204);
  const page = await world.signIn("ada", { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await page.goto(new URL("/desk/stories", world.url).href);
  await expect(page.getByRole("listitem").filter({ hasText: "leads to back" })).toContainText("50 % of people");
  expect(await brokenRules(page)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);

  await world.invite("ben", "operator");
  const others = await world.signIn("ben");
  await expect(others.getByRole("link", { name: "Stories" })).toHaveCount(0);
});
