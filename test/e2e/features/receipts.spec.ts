import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type WidgetPage } from "#e2e/widget-page.ts";

const receipt = (chat: WidgetPage) => chat.thread.locator('[part="receipt"]');

test("a message is seen once the team has read it, and stays so after a reload; a later one is not", async ({
  page,
  chat,
}) => {
  await chat.visit({ features: "receipts" });
  await chat.say("Is the pier open?");
  await expect(chat.said("Is the pier open?")).toContainText("Sent");
  await expect(receipt(chat)).toHaveCount(0);
  chat.server.log().append({ type: "read", name: "Ana" });
  await expect(receipt(chat)).toHaveText("Seen by Ana");
  await expect(chat.said("Is the pier open?")).toContainText("Seen by Ana");

  await chat.say("And tomorrow?");
  await expect(chat.said("And tomorrow?")).toContainText("Sent");
  await expect(receipt(chat)).toHaveCount(1);
  await page.reload();
  if (!(await chat.input.isVisible())) await chat.launcher.click();
  await expect(chat.said("Is the pier open?")).toContainText("Seen by Ana");
  await expect(chat.said("And tomorrow?")).not.toContainText("Seen");

  // Who answers has read.
  const message = { type: "text" as const, text: "Yes, from nine.", buttons: [], quickReplies: [] };
  chat.server.log().append({ type: "message", messageId: "a1", author: { role: "agent", name: "Bo" }, message });
  await expect(receipt(chat)).toHaveText("Seen by Bo");
  await expect(chat.said("And tomorrow?")).toContainText("Seen by Bo");
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("without the feature nothing is said of it", async ({ chat }) => {
  await chat.visit();
  await chat.say("Is the pier open?");
  await expect(chat.said("Is the pier open?")).toContainText("Sent");
  chat.server.log().append({ type: "read" }, { type: "turn.end", of: 1 });
  await expect(receipt(chat)).toHaveCount(0);
});
