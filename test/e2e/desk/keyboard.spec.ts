import { expect, screenOf, test } from "./desk-world.ts";

test("a conversation is found, taken, answered, noted and closed by the keyboard alone", async ({ world }) => {
  await world.admin();
  await world.visitor("a person, it is about parcel 7");
  const visitor = await world.visitor("a person, it is about my invoice");
  const page = await world.signIn("ada");
  await expect(page.locator(".row")).toHaveCount(2);

  await page.keyboard.press("/");
  await page.keyboard.type("invoice");
  await expect(page.locator(".row")).toHaveCount(1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.locator(".row")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log")).toContainText("it is about my invoice");

  await page.keyboard.press("t");
  await expect(page.locator(".conversation-facts")).toContainText(/^Open/);
  await page.keyboard.press("r");
  const answer = page.getByRole("textbox", { name: /Answer to/ });
  await expect(answer).toBeFocused();
  await page.keyboard.type("Hello, this is Ada.");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("How can I help?");
  await page.keyboard.press("Enter");
  await expect(answer).toHaveValue("");
  await expect.poll(() => screenOf(visitor)).toContain("Hello, this is Ada.\nHow can I help?");
  await expect(page.getByText("Sending …")).toHaveCount(0);

  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.type("Invoice 12 was sent twice.");
  await page.keyboard.press("Enter");
  const note = page.getByRole("listitem").filter({ hasText: "not sent" });
  await expect(note).toContainText("Invoice 12 was sent twice.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(page.getByText(/is closed\.$/)).toBeVisible();
  await expect(page.locator(".conversation-facts")).toContainText(/^Closed/);
  // The word about it takes no key away.
  await page.keyboard.press("?");
  await expect(page.getByText(/is closed\.$/)).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  expect(await screenOf(visitor)).not.toContain("Invoice 12 was sent twice.");
});

test("j and k go through the rows, the focus stays visible, and letters in a text are text", async ({ world }) => {
  await world.admin();
  for (const word of ["one", "two", "three"]) await world.visitor(`a person, number ${word}`);
  const page = await world.signIn("ada");
  await expect(page.locator(".row")).toHaveCount(3);
  const names = await page.locator(".row").allInnerTexts();
  await page.keyboard.press("j");
  await expect(page.locator(".row").nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".row").nth(2)).toBeFocused();
  await page.keyboard.press("k");
  const middle = page.locator(".row").nth(1);
  await expect(middle).toBeFocused();
  expect(await middle.evaluate((row) => getComputedStyle(row).outlineStyle)).toBe("solid");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: /Answer to/ })).toBeVisible();
  await page.keyboard.press("r");
  await page.keyboard.type("jkte?/");
  await expect(page.getByRole("textbox", { name: /Answer to/ })).toHaveValue("jkte?/");
  expect(await page.locator(".row").allInnerTexts()).toHaveLength(names.length);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Take over");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("single letters can be switched off, for those who speak to their computer", async ({ world }) => {
  await world.admin();
  const page = await world.signIn("ada");
  await page.goto(`${world.url}/desk/account`);
  await page.getByRole("checkbox", { name: /Single letters/ }).uncheck();
  await page.getByRole("link", { name: /Inbox/ }).click();
  await expect(page.getByText("No conversation here.")).toBeVisible();
  await page.keyboard.press("?");
  await page.keyboard.press("/");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("searchbox")).not.toBeFocused();
});

test("the first Tab leads past the menu into the page, and a conversation that begins to wait is announced", async ({
  world,
}) => {
  await world.admin();
  const page = await world.signIn("ada");
  await page.goto(`${world.url}/desk/inbox`);
  await expect(page.getByText("No conversation here.")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await world.visitor();
  await expect(page.getByRole("status").filter({ hasText: /waits \(/ })).toHaveCount(1);
  await expect(page).toHaveTitle(/^\(1\) Inbox/);
});

test("keys that are pressed while a conversation is being read are done when it is there, and letters are text", async ({
  world,
}) => {
  await world.admin();
  await world.visitor();
  const page = await world.signIn("ada");
  await expect(page.locator(".row")).toHaveCount(1);
  const held = Promise.withResolvers<void>();
  await page.route(/\/desk\/api\/inbox\/[^/]+$/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Loading …")).toBeVisible();
  await page.keyboard.type("trHelp is near, j?");
  await page.keyboard.press("Enter");
  held.resolve();
  const answer = page.getByRole("textbox", { name: /Answer to/ });
  await expect(answer).toBeFocused();
  await expect(answer).toHaveValue("Help is near, j?");
  await page.keyboard.type("!");
  await expect(answer).toHaveValue("Help is near, j?!");
  await expect(page.locator(".conversation-facts")).toContainText(/^Open/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
