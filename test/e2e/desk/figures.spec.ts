import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./desk-world.ts";

test("a viewer reads the figures by keys, on a phone and in the dark, and saves a table", async ({ world }) => {
  await world.invite("vera", "viewer");
  for (const words of ["hello", "a person, please"]) await world.visitor(words);
  const page = await world.signIn("vera", { colorScheme: "dark" });
  await page.getByRole("link", { name: "Figures" }).click();
  const days = page.getByRole("slider", { name: /^Conversations, by day/ });
  await expect(async () => {
    await page.getByRole("button", { name: "7 days" }).click();
    await expect(days).toHaveAttribute("aria-valuetext", /: 2 conversations, 1 by the bot alone$/, { timeout: 1_000 });
  }).toPass();
  await days.press("ArrowLeft");
  await expect(page.getByText(/: 0 conversations, 0 by the bot alone$/)).toBeVisible();
  await page.getByText("As a table").first().press("Enter");
  await expect(page.getByRole("group", { name: "Conversations" }).getByRole("row")).toHaveCount(8);

  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Conversations as CSV" }).press("Enter");
  expect((await saved).suggestedFilename()).toMatch(/^days-[\d-]+\.csv$/);

  const { violations } = await new AxeBuilder({ page }).include("main").analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  const scrolled = await page.locator(".main").evaluate((main) => main.scrollWidth);
  expect(scrolled).toBeLessThanOrEqual(360);
});
