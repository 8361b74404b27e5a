import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#support/paths.ts";
import { expect, expectAccessible, test } from "./control-page.ts";

const { version } = JSON.parse(readFileSync(join(root, "widget", "package.json"), "utf8")) as { version: string };

test("the menu tells who answers, who runs the chat, what becomes of the data, and which program it is", async ({
  page,
  chat,
}) => {
  await chat.visit({
    features: "about",
    "bot-name": "Aubri",
    operator: "Aubrelle Line",
    privacy: "/privacy",
    "about-text": "Colleagues take over where Aubri does not know.",
  });
  // By keyboard.
  await page.getByRole("button", { name: "Menu" }).press("Enter");
  const item = page.getByRole("menuitem", { name: "About this chat" });
  await expect(item).toBeFocused();
  await page.keyboard.press("Enter");
  const screen = page.getByRole("region", { name: "About this chat" });
  await expect(screen).toBeFocused();
  await expect(screen.getByText("Colleagues take over")).toBeVisible();
  await expect(screen.getByRole("term")).toHaveText(["Assistant", "Run by", "Privacy", "Program"]);
  await expect(screen.getByRole("definition")).toHaveText([
    "Aubri",
    "Aubrelle Line",
    /^How your data is used/,
    `Causerie ${version}`,
  ]);
  await expect(screen.getByRole("link", { name: /^How your data is used/ })).toHaveAttribute("href", "/privacy");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(screen).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();
});

test("what the page does not say is left out, and so is an address that would run a script", async ({ page, chat }) => {
  await chat.visit({ features: "about", privacy: "javascript:alert(1)", operator: " " });
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "About this chat" }).click();
  const screen = page.getByRole("region", { name: "About this chat" });
  await expect(screen.getByRole("term")).toHaveText(["Program"]);
  await expect(screen.getByRole("link")).toHaveCount(0);
});
