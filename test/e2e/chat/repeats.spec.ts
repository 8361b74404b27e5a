import type { Page } from "@playwright/test";
import type { Message } from "@causerie/protocol";
import { said, shortList } from "#e2e/sample-messages.ts";
import { expect, test } from "#e2e/widget-page.ts";

const card: Message = {
  type: "card",
  card: { title: "Night ferry", buttons: [{ type: "postback", label: "Book", link: "book?id=3" }] },
  quickReplies: [],
};
const booked = { type: "postback", link: "book?id=3", label: "Book" };

/** Half a second of a held key, as the system repeats it. */
async function hold(page: Page, key: string): Promise<void> {
  for (let times = 0; times < 16; times += 1) {
    await page.keyboard.down(key);
    await page.waitForTimeout(30);
  }
  await page.keyboard.up(key);
}

test("a double click on a card's button or a list's item is one tap, and a later click another one", async ({
  page,
  chat,
}) => {
  await chat.visit();
  chat.receive(card);
  chat.receive(shortList);
  await expect(page.locator(".causerie-card")).toBeVisible();
  await chat.choice("Book").dblclick();
  await expect(chat.said("You said: Book")).toHaveCount(1);
  await chat.choice("Noon ferry Leaves at 12:15").dblclick();
  await expect.poll(() => chat.sent()).toEqual([booked, expect.objectContaining({ label: "Noon ferry" })]);
  await page.waitForTimeout(700);
  await chat.choice("Book").click();
  await expect.poll(() => chat.sent()).toHaveLength(3);
});

test("a key that is held down on a button taps once, and in the field it sends once", async ({ page, chat }) => {
  await chat.visit();
  chat.receive(card);
  await expect(page.locator(".causerie-card")).toBeVisible();
  for (const key of ["Enter", "Space"]) {
    await chat.choice("Book").focus();
    await hold(page, key);
    await page.waitForTimeout(700);
  }
  await expect.poll(() => chat.sent()).toEqual([booked, booked]);
  await chat.input.fill("hello");
  await hold(page, "Enter");
  await expect.poll(() => chat.sent()).toEqual([booked, booked, { type: "text", text: "hello" }]);
});

test("a double click on a thumb gives the opinion, and does not take it back", async ({ page, chat }) => {
  await chat.visit({ feedback: "" });
  chat.receive(said("Hello"));
  const up = page.getByRole("button", { name: "Helpful", exact: true });
  await up.dblclick();
  await expect(up).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => chat.sent()).toHaveLength(1);
});

test("a double click on a quick reply is one answer", async ({ page, chat }) => {
  await chat.visit();
  chat.receive({ ...said("Which?"), quickReplies: [{ type: "text", label: "Both" }] });
  await chat.choice("Both").dblclick({ force: true });
  await expect(chat.said("You said: Both")).toHaveCount(1);
  await page.waitForTimeout(300);
  expect(chat.sent()).toHaveLength(1);
});

test("a double click on the launcher opens the chat, and a later one closes it", async ({ page, chat }) => {
  await page.goto(new URL("/", chat.server.endpoint).href);
  const launcher = page.locator('[part="launcher"]');
  for (const open of ["true", "false", "true"]) {
    await launcher.dblclick();
    await expect(launcher).toHaveAttribute("aria-expanded", open);
    await page.waitForTimeout(700);
    await expect(launcher).toHaveAttribute("aria-expanded", open);
  }
  await launcher.focus();
  await hold(page, "Enter");
  await expect(launcher).toHaveAttribute("aria-expanded", "false");
});
