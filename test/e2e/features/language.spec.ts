import { expect, expectAccessible, test } from "./control-page.ts";

test("the visitor chooses the language of the interface: the bot learns it, and it is kept", async ({ page, chat }) => {
  await chat.visit({ features: "language" });
  await chat.ask("language", "I speak en");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Language: English" }).click();
  const screen = page.getByRole("region", { name: "Choose a language" });
  await expect(screen.getByRole("button", { name: "English" })).toHaveAttribute("aria-current", "true");
  await expect(screen.getByRole("listitem")).toHaveCount(11);
  await expectAccessible(page);
  await screen.getByRole("button", { name: "Deutsch" }).click();
  const field = page.getByRole("textbox", { name: "Ihre Nachricht" });
  await expect(field).toBeVisible();
  await expect(page.locator("[aria-live]").getByText("Deutsch")).toBeAttached();
  await field.fill("language");
  await field.press("Enter");
  await expect(page.getByText("I speak de", { exact: true })).toBeVisible();
  await page.reload();
  await expect(field).toBeVisible();
});
