import { AxeBuilder } from "@axe-core/playwright";
import { redPixel } from "#support/web/upload-client.ts";
import { expect, test } from "./desk-world.ts";

test("an operator is offered a conversation, sends a picture with its words, and saves the transcript", async ({
  world,
}) => {
  test.setTimeout(120_000);
  await world.admin();
  const queue = { id: "all", name: "All", position: 1, languages: [], skills: [], connectors: [] };
  await world.put("queues", { ...queue, routing: "push", firstAnswerMinutes: 10 });
  const page = await world.signIn("ada");
  const visitor = await world.visitor();
  const row = page.locator(".row");
  await expect(row).toContainText("offered to you");
  await expect(row).toContainText(/due in (10|9) min/);
  await expect(page.getByRole("status").filter({ hasText: /is offered to you/ })).toHaveCount(1);

  await row.click();
  const file = { name: "seat.png", mimeType: "image/png", buffer: redPixel };
  await page.locator('input[type="file"]').setInputFiles([file, { ...file, name: "page.html", mimeType: "text/html" }]);
  await expect(page.locator('.attachment[data-phase="ready"]')).toContainText("seat.png");
  await expect(page.locator('.attachment[data-phase="failed"]')).toContainText("cannot be sent here");
  await page.getByRole("textbox", { name: "What does seat.png show?" }).fill("A broken seat");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120) ?? ""}`)).toEqual([]);
  await page.getByRole("button", { name: "Remove page.html" }).click();

  await page.getByRole("textbox", { name: /Answer to/ }).fill("Is it this one?");
  await page.keyboard.press("Enter");
  await expect(page.locator(".attachment")).toHaveCount(0);
  await expect(page.getByRole("img", { name: "A broken seat" })).toBeVisible();
  await expect(row.getByText("offered to you")).toHaveCount(0);
  const { events } = (await visitor.events()).body;
  const said = events.flatMap((event) =>
    event.type === "message" && event.author.role === "agent" ? [event.message] : [],
  );
  expect(said).toMatchObject([{ text: "Is it this one?" }, { type: "media", media: { alt: "A broken seat" } }]);

  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /Save transcript/ }).click();
  const dialog = page.getByRole("dialog", { name: "Save the transcript" });
  await expect(dialog.getByRole("checkbox", { name: "With internal notes" })).not.toBeChecked();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^chat-\d{4}-\d\d-\d\d\.html$/);
  await expect(dialog).toHaveCount(0);
});
