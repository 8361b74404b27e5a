import { expect, screenOf, test } from "./desk-world.ts";

test("/ finds a template, fills in what is known, and names what is missing before it is sent", async ({ world }) => {
  await world.admin();
  await world.put("templates", { id: "hello", title: "Hello", text: "Good day, {operator.name} here." });
  await world.put("templates", { id: "order", title: "Order", text: "Your order {order.number} leaves soon." });
  const visitor = await world.visitor();
  const page = await world.signIn("ada");
  await page.locator(".row").click();
  const answer = page.getByRole("textbox", { name: /Answer to/ });
  const options = page.getByRole("listbox", { name: "Templates" }).getByRole("option");
  await answer.pressSequentially("/");
  await expect(options).toHaveCount(2);
  await answer.pressSequentially("ord");
  await expect(options).toHaveText([/Order/]);
  await answer.press("Enter");
  await expect(answer).toHaveValue("Your order {order.number} leaves soon.");
  await answer.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(/Still to fill in: \{order\.number\}/);
  await answer.fill("Your order 77 leaves soon.");
  await answer.press("Enter");
  await expect.poll(() => screenOf(visitor)).toContain("Your order 77 leaves soon.");
  await answer.pressSequentially("/he");
  await answer.press("Enter");
  await expect(answer).toHaveValue("Good day, ada here.");
});

test("an administrator makes a queue and a template, and both are there at once", async ({ world }) => {
  await world.admin();
  const page = await world.signIn("ada");
  await page.getByRole("link", { name: "Queues" }).click();
  await page.getByRole("button", { name: "New queue" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Billing");
  await page.getByLabel("Id", { exact: true }).fill("billing");
  await page.getByLabel("Languages").fill("de, en");
  await page.getByRole("button", { name: "Add hours" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Billing" })).toContainText("With opening hours");
  await page.getByRole("link", { name: "Templates" }).click();
  await page.getByRole("button", { name: "New template" }).click();
  await page.getByLabel("Title").fill("Thanks");
  await page.getByLabel("Text").fill("Thank you, {visitor.nam}!");
  await expect(page.getByText(/Nothing fills in \{visitor\.nam\}/)).toBeVisible();
  await page.getByLabel("Text").fill("Thank you, {visitor.name}!");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Thanks" })).toBeVisible();
  await page.getByRole("link", { name: /Inbox/ }).click();
  await expect(page.getByRole("navigation", { name: "Lists" }).getByRole("link", { name: "Billing" })).toBeVisible();
});
