import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "#e2e/fixtures.ts";

test("the theme editor changes the chat and gives the lines that do so elsewhere", async ({ page, demo }) => {
  await page.goto(`${demo.url}/theme`);
  const bubble = page.locator("causerie-chat").locator('[part~="bubble-user"]');
  await expect(bubble).toHaveCSS("background-color", "color(srgb 0.184314 0.329412 0.921569)");
  await page.getByLabel("Accent").fill("#0b6e4f");
  await expect(bubble).toHaveCSS("background-color", "color(srgb 0.0431373 0.431373 0.309804)");
  await page.getByLabel("Corners of bubbles").fill("4");
  await expect(bubble).toHaveCSS("border-start-start-radius", "4px");
  await page.getByLabel("Colours").selectOption("dark");
  await expect(page.locator("causerie-chat .causerie")).toHaveCSS("color-scheme", "dark");

  await expect(page.locator("#as-attributes")).toHaveText(
    '<script src="https://bot.example.com/causerie.js" async data-accent="#0b6e4f" data-theme="dark"></script>',
  );
  await expect(page.locator("#as-css")).toHaveText(
    ":root { --causerie-accent: #0b6e4f; --causerie-bubble-radius: 4px; }",
  );
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy" }).first().click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('data-accent="#0b6e4f"');

  // What is as it was built in is not written down.
  await page.getByLabel("Accent").fill("#2f54eb");
  await page.getByLabel("Corners of bubbles").fill("18");
  await expect(page.locator("#as-css")).toHaveText("/* The built-in look */");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
