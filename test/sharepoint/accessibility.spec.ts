import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./fixtures.ts";

test("axe finds nothing in a conversation, on each background of a section", async ({ intranet, page }) => {
  await intranet.visit();
  const chat = await intranet.addChat({ heading: "Help desk", starters: "How much leave do I have?\nA new laptop" });
  const look = async (): Promise<unknown[]> =>
    (await new AxeBuilder({ page }).include(".zone").analyze()).violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html }) => html),
    ]);
  expect(await look()).toEqual([]);
  await chat.choice("How much leave do I have?").click();
  await expect(chat.choice("Apply for leave")).toBeVisible();
  for (const section of ["none", "neutral", "soft", "strong"] as const) {
    await chat.setTheme(await intranet.sectionTheme(section));
    expect(await look(), section).toEqual([]);
  }
});

test("axe finds nothing in the placeholder that an author sees", async ({ intranet, page }) => {
  await intranet.visit();
  await intranet.addWebPart({}, { mode: "edit" });
  expect((await new AxeBuilder({ page }).include(".zone").analyze()).violations).toEqual([]);
});

test("a conversation goes by keyboard alone, and the chat takes no focus by itself", async ({ intranet, page }) => {
  await intranet.visit();
  const chat = await intranet.addChat();
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");
  const isFocused = (): Promise<boolean> => chat.input.evaluate((input) => input.matches(":focus"));
  for (let presses = 0; presses < 10 && !(await isFocused()); presses += 1) await page.keyboard.press("Tab");
  expect(await isFocused()).toBe(true);
  await page.keyboard.type("How much leave do I have?");
  await page.keyboard.press("Enter");
  const reply = chat.choice("Apply for leave");
  await expect(reply).toBeVisible();
  const isOnReply = (): Promise<boolean> => reply.evaluate((button) => button.matches(":focus"));
  for (let presses = 0; presses < 10 && !(await isOnReply()); presses += 1) await page.keyboard.press("Shift+Tab");
  expect(await isOnReply()).toBe(true);
  await page.keyboard.press("Enter");
  await expect(chat.said("Done: your manager has the application.")).toBeVisible();
});

test("questions to begin with are asked by a press, and go once one has written", async ({ intranet }) => {
  await intranet.visit();
  const chat = await intranet.addChat({
    welcome: "What can I do for you?",
    starters: "How much leave do I have?\nA new laptop",
  });
  await expect(chat.place.getByText("What can I do for you?")).toBeVisible();
  await chat.choice("A new laptop").click();
  await expect(chat.said("ticket 4711")).toBeVisible();
  await expect(chat.choice("How much leave do I have?")).toBeHidden();
  await expect(chat.place.getByText("What can I do for you?")).toBeHidden();
});
