import { expect, expectAccessible, test } from "./control-page.ts";

test("a new conversation begins after a yes: the thread is empty, what the bot knew of the conversation is gone", async ({
  page,
  chat,
}) => {
  await chat.visit({ features: "restart" });
  await chat.ask("count", "count: 1 here, 1 ever");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "New conversation" }).click();
  const question = page.getByRole("region", { name: "Begin a new conversation?" });
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Cancel" }).last().click();
  await expect(chat.said("count: 1 here")).toBeVisible();
  await expect(chat.input).toBeVisible();

  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "New conversation" }).click();
  await question.getByRole("button", { name: "Begin anew" }).click();
  await expect(question).toHaveCount(0);
  await expect(chat.messages).toHaveCount(0);
  await expect(page.getByText("A new conversation has begun.")).toBeAttached();
  await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();
  await chat.ask("count", "count: 1 here, 1 ever");
});

test("with the keyboard alone: the menu by Enter and arrows, Escape leaves one thing at a time, clearing removes it at the server", async ({
  page,
  chat,
}) => {
  await chat.visit({ features: "restart" });
  await chat.ask("count", "count: 1 here, 1 ever");
  const menu = page.getByRole("button", { name: "Menu" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "New conversation" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Delete conversation" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(menu).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const question = page.getByRole("region", { name: "Delete this conversation?" });
  await expect(question).toBeFocused();
  await expect(question).toContainText("removed, here and on the server");
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(menu).toBeFocused();
  await expect(chat.input).toBeVisible();

  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(question.getByRole("button", { name: "Delete" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chat.messages).toHaveCount(0);
  await page.reload();
  await expect(chat.input).toBeVisible();
  await expect(chat.messages).toHaveCount(0);
});

test("what cannot be ended stays, and says so", async ({ page, chat }) => {
  await chat.visit({ features: "restart" });
  await chat.ask("count", "count: 1 here, 1 ever");
  await page.route("**/session/end", (route) => route.abort());
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Delete conversation" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("region", { name: "Delete this conversation?" })).toContainText("That did not work.");
  await page.keyboard.press("Escape");
  await expect(chat.said("count: 1 here")).toBeVisible();
});
