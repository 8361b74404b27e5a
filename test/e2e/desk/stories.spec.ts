import { AxeBuilder } from "@axe-core/playwright";
import { catalogue, createBot } from "@causerie/server";
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

/** A bot that says one text of a catalogue, which French lacks. */
function createWordyBot() {
  const messages: Record<string, unknown> = { en: { greeting: "Good evening, {name}." }, fr: {} };
  const words = catalogue({ locales: ["en", "fr"], messages });
  return createBot({
    stories: [],
    fallback: (turn) => (words(turn) as (key: string, args: object) => string)("greeting", { name: "Ada" }),
    locales: ["en", "fr"],
    catalogues: [words],
  });
}

test("a developer switches a story off by keyboard, and the next visitor does not get it", async ({ world }) => {
  await world.invite("dora", "developer");
  const page = await world.signIn("dora");
  await page.getByRole("link", { name: "Stories" }).press("Enter");
  await expect(page.getByText("There is no rule")).toBeVisible();
  await page.getByRole("button", { name: "New rule" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Story", { exact: true }).selectOption("person");
  await dialog.getByLabel("The story is").selectOption("switched off");
  expect(await brokenRules(page)).toEqual([]);
  await dialog.getByLabel("For how many people, in percent").fill("100");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "switched off" })).toContainText("All channels");
  const visitor = await world.visitor("a person please");
  await expect.poll(() => screenOf(visitor)).toEqual(["bot: a person please"]);
});

test("what was not understood becomes an example, or is dismissed", async ({ world }) => {
  await world.admin();
  for (const words of ["is anybody there", "tell me a joke"]) {
    const visitor = await world.visitor(words);
    await expect.poll(() => screenOf(visitor)).toEqual([`bot: ${words}`]);
  }
  const page = await world.signIn("ada");
  await page.getByRole("link", { name: "Stories" }).click();
  await openPart(page, "Not understood");
  const sentence = page.getByRole("listitem").filter({ hasText: "is anybody there" });
  await expect(sentence).toContainText("once");
  await sentence.getByRole("button", { name: "Assign" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Meaning").selectOption("person");
  await dialog.getByLabel("Example").fill("is there anybody");
  await dialog.getByRole("button", { name: "Add the example" }).press("Enter");
  await expect(sentence).toHaveCount(0);
  await page.getByRole("button", { name: "Dismiss “tell me a joke”" }).press("Enter");
  await expect(page.getByText("Everything was understood.")).toBeVisible();
  await openPart(page, "Examples");
  await expect(page.getByRole("listitem").filter({ hasText: "is there anybody" })).toContainText("not in the bot yet");
  expect(await brokenRules(page)).toEqual([]);
  await openPart(page, "Quality");
  await expect(page.getByText("The stories have no examples to measure.")).toBeVisible();
  await openPart(page, "Texts");
  await expect(page.getByText("The bot names no catalogue")).toBeVisible();
});

test.describe("with a catalogue", () => {
  test.use({ deskBot: { make: createWordyBot } });

  test("a text is written by keyboard in the language that lacks it, is said at once, and is taken back", async ({
    world,
  }) => {
    await world.invite("dora", "developer");
    const page = await world.signIn("dora");
    await page.goto(new URL("/desk/stories", world.url).href);
    await openPart(page, "Texts");
    const item = page.getByRole("listitem").filter({ hasText: "greeting" });
    await expect(item).toContainText("not in French");
    await item.getByRole("button", { name: "Edit greeting" }).press("Enter");
    // What was saved is said in dialogs, too.
    const dialog = page.getByRole("dialog", { name: "Text greeting" });
    // It opens at the gap.
    await expect(dialog.getByLabel("Language")).toHaveValue("fr");
    await expect(dialog).toContainText("English: Good evening, {name}.");
    const words = dialog.getByLabel("Words");
    await words.fill("Bonsoir {nom}.");
    await dialog.getByRole("button", { name: "Save" }).press("Enter");
    await expect(dialog).toContainText("It is called name");
    await words.fill("Bonsoir {name}.");
    expect(await brokenRules(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Save" }).press("Enter");
    await expect(item).toContainText("Bonsoir {name}.");
    await expect(item).not.toContainText("not in French");
    await page.getByLabel("Show", { exact: true }).selectOption("Written here");
    await expect(page.getByLabel("Writes the texts into files")).toHaveValue("npx causerie desk texts --out texts");

    await item.getByRole("button", { name: "Edit greeting" }).press("Enter");
    await expect(dialog.getByLabel("Language")).toHaveValue("en");
    await dialog.getByLabel("Words").fill("Hello, {name}.");
    await dialog.getByRole("button", { name: "Save" }).press("Enter");
    await expect(item).toContainText("Hello, {name}.");
    const visitor = await world.visitor("anything");
    await expect.poll(() => screenOf(visitor)).toEqual(["Hello, Ada."]);
    expect(await brokenRules(page)).toEqual([]);

    await item.getByRole("button", { name: "Edit greeting" }).press("Enter");
    await expect(dialog).toContainText("The file says: Good evening, {name}.");
    await dialog.getByRole("button", { name: "Say what the file says" }).press("Enter");
    await expect(item).not.toContainText("Hello, {name}.");
    await expect.poll(async () => screenOf(await world.visitor("again"))).toEqual(["Good evening, Ada."]);
  });
});

test("the rules of stories fit on a phone in the dark", async ({ world }) => {
  const admin = await world.admin();
  const rule = {
    story: "person",
    connector: "web",
    redirectTo: "back",
    percent: 50,
    from: 0,
    until: 4_102_444_800_000,
  };
  expect((await admin.call("PUT", "/stories/rules", { rule })).status).toBe(204);
  const page = await world.signIn("ada", { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await page.goto(new URL("/desk/stories", world.url).href);
  await expect(page.getByRole("listitem").filter({ hasText: "leads to back" })).toContainText("50 % of people");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await brokenRules(page)).toEqual([]);
});
