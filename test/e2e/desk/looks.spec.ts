import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type DeskWorld, expect, test } from "./desk-world.ts";

const pages = ["inbox", "stories", "queues", "templates", "trial", "people", "keys", "audit", "sessions", "account"];

/** A desk with something on each of its pages. */
async function fill(world: DeskWorld): Promise<void> {
  const admin = await world.admin();
  await world.invite("ben", "operator");
  await admin.invite("cleo@example.com", "viewer");
  await admin.makeKey({ name: "Nightly export", scopes: ["conversations.read", "figures.read"] });
  const queue = { languages: ["de"], skills: ["billing"], connectors: [] };
  await world.put("queues", {
    ...queue,
    id: "billing",
    name: "Billing",
    position: 1,
    hours: [{ days: [1], from: "09:00", to: "17:00" }],
  });
  await world.put("templates", {
    id: "hello",
    title: "Hello",
    text: "Good day, {operator.name} here.",
    language: "en",
  });
  for (const words of ["a person for my invoice, please", "a person, now"]) await world.visitor(words);
}

async function openConversation(page: Page): Promise<void> {
  await page.locator(".row").first().click();
  await expect(page.getByRole("log")).toContainText("I ask somebody.");
}

const brokenRules = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
};

/** A page that has to be moved to the side, and the part that makes it so wide. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const scrolls = [document.documentElement, ...document.querySelectorAll(".main, .modal, .rows, .log, .filters")];
    const found = scrolls.filter((element) => element.scrollWidth > element.clientWidth + 1);
    const wide = [...document.querySelectorAll("main *")].filter(
      (part) => part.getBoundingClientRect().right > clientWidth + 1,
    );
    return [...found, ...(found.length > 0 ? wide : [])].map((part) => `${part.tagName} ${part.className}`);
  });

for (const colorScheme of ["light", "dark"] as const)
  test(`every page is right for axe, ${colorScheme}`, async ({ world }) => {
    test.setTimeout(240_000);
    await fill(world);
    const gate = await world.open("/desk", { colorScheme });
    await expect(gate.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
    expect(await brokenRules(gate)).toEqual([]);
    const page = await world.signIn("ada", { colorScheme });
    for (const name of pages) {
      await page.goto(`${world.url}/desk/${name}`);
      await expect(page.locator(name === "inbox" ? ".row" : "h1").first()).toBeVisible();
      await expect(page.getByText("Loading …")).toHaveCount(0);
      expect({ name, broken: await brokenRules(page) }).toEqual({ name, broken: [] });
    }
  });

for (const colorScheme of ["light", "dark"] as const)
  test(`a conversation, its filters, templates, notes and dialogs are right for axe, ${colorScheme}`, async ({
    world,
  }) => {
    test.setTimeout(240_000);
    await fill(world);
    const page = await world.signIn("ada", { colorScheme });
    await openConversation(page);
    await page.getByRole("button", { name: "Filter" }).click();
    expect(await brokenRules(page)).toEqual([]);
    const answer = page.getByRole("textbox", { name: /Answer to/ });
    await answer.fill("/");
    await expect(page.getByRole("listbox", { name: "Templates" })).toBeVisible();
    expect(await brokenRules(page)).toEqual([]);
    await answer.fill("");
    await page.getByRole("tab", { name: "Note" }).click();
    expect(await brokenRules(page)).toEqual([]);
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Transfer" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await brokenRules(page)).toEqual([]);
  });

for (const [title, width, fontSize] of [
  ["of a phone", 360, 16],
  ["with text of 200 %", 1280, 32],
  ["of a phone with text of 200 %", 360, 32],
] as const)
  test(`no page ${title} has to be moved to the side, and all of it can be reached`, async ({ world }) => {
    test.setTimeout(120_000);
    await fill(world);
    const page = await world.signIn("ada", { viewport: { width, height: 740 } });
    const session = await page.context().newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard: fontSize, fixed: fontSize } });
    for (const name of pages) {
      await page.goto(`${world.url}/desk/${name}`);
      await expect(page.locator(name === "inbox" ? ".row" : "h1").first()).toBeVisible();
      await expect(page.getByText("Loading …")).toHaveCount(0);
      expect({ name, wide: await tooWide(page) }).toEqual({ name, wide: [] });
    }
    await page.goto(`${world.url}/desk/inbox`);
    await openConversation(page);
    expect(await tooWide(page)).toEqual([]);
    const answer = page.getByRole("textbox", { name: /Answer to/ });
    await answer.fill("Hello");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("log")).toContainText("Hello");
    await page.getByRole("button", { name: "Details" }).click();
    await expect(page.getByRole("complementary").getByRole("heading", { name: "Person" })).toBeVisible();
    expect(await tooWide(page)).toEqual([]);
    await page.getByRole("button", { name: "Back to the conversation" }).click();
    await expect(page.getByRole("log")).toBeVisible();
  });

test("with forced colours the row that is open, the focus and the state of a button are still seen", async ({
  world,
}) => {
  await fill(world);
  const page = await world.signIn("ada", { forcedColors: "active" });
  await openConversation(page);
  const edge = (selector: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((row) => getComputedStyle(row).borderInlineStartColor);
  expect(await edge(".row[aria-current]")).not.toBe(await edge(".row:not([aria-current])"));
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  expect(await page.locator(".row:focus").evaluate((row) => getComputedStyle(row).outlineStyle)).toBe("solid");
  expect(await brokenRules(page)).toEqual([]);
});
