import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { groups } from "@causerie/demo/site/features/choices.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { root } from "#support/paths.ts";

/** These show nothing by themselves: a page or a server must add something of its own. */
const withoutChoice = ["proactive", "push", "opening", "drawing", "composer-actions", "tock"];

test("the page of features has all of them", () => {
  const text = readFileSync(join(root, "docs/features.md"), "utf8").split("## Face and welcome")[0] ?? "";
  const documented = [...text.matchAll(/^\| `([\w-]+)` /gm)].map(([, name]) => name ?? "");
  const offered = groups.flatMap(({ choices }) => choices.map(({ feature }) => feature));
  expect([...offered, ...withoutChoice].sort()).toEqual(documented.sort());
});

test("what is switched on is in the chat at once, and in the lines to copy", async ({ page, demo }) => {
  await page.goto(`${demo.url}/features`);
  const chat = new ChatPage(page);
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  const list = page.getByRole("button", { name: /^Conversations/ });
  await expect(list).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Several conversations", exact: true }).check();
  await expect(list).toBeVisible();
  await page.getByRole("checkbox", { name: "Several conversations", exact: true }).uncheck();
  await expect(list).toHaveCount(0);

  await page.getByRole("checkbox", { name: "Formulas", exact: true }).check();
  await page.getByRole("button", { name: "Say “how steep is the line”" }).click();
  await expect(chat.thread.locator("math").last()).toBeVisible();
  await page.getByRole("checkbox", { name: "Code in colours", exact: true }).check();
  await page.getByRole("button", { name: "Say “timetable as data”" }).click();
  await expect(
    chat
      .said(/as a program would like them/)
      .locator("code span")
      .first(),
  ).toBeVisible();

  await page.getByRole("button", { name: "Say “news”" }).click();
  await expect(page.getByRole("link", { name: /The soup train turns sixty-five/ })).toBeVisible();

  for (const name of ["A face", "Files", "Copy, again, change", "Thumbs", "Transcript", "The newest answer"])
    await page.getByRole("checkbox", { name: name, exact: true }).uncheck();
  for (const name of ["In the tab's title", "Code in colours", "Formulas"])
    await page.getByRole("checkbox", { name: name, exact: true }).uncheck();
  await expect(page.locator("#lines")).toHaveText('<script src="https://bot.example.com/causerie.js" async></script>');
  await page.getByRole("checkbox", { name: "A welcome", exact: true }).check();
  await expect(page.locator("#lines")).toContainText('data-features="welcome"');
  await expect(page.locator("#lines")).toContainText(
    'data-starters="[&quot;Departures&quot;, &quot;Fares&quot;, &quot;Lost property&quot;]"',
  );
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("the home page has a chat with a face, a menu and files", async ({ page, demo }) => {
  await page.goto(`${demo.url}/`);
  await page.getByRole("button", { name: /^Aubri|^Chat/ }).click();
  const chat = new ChatPage(page);
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  await expect(page.locator('[part~="status"]')).toHaveText("The line's assistant");
  await expect(page.getByRole("button", { name: /^Conversations/ })).toBeVisible();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: /file/i }).first().click(),
  ]);
  await chooser.setFiles(join(root, "demo/public/pictures/lake.png"));
  await expect(page.getByText("lake.png").first()).toBeVisible();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(chat.said(/I cannot look at files myself/)).toBeVisible();
});
