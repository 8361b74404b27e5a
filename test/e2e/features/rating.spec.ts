import { expect, expectAccessible, test } from "./control-page.ts";

test("stars and words reach the bot once, and are shown after a reload", async ({ page, chat }) => {
  await chat.visit({});
  await chat.ask("rate", "How did we do?");
  const rating = page.getByRole("group", { name: "Your rating" });
  await expectAccessible(page);
  await rating.getByRole("button", { name: "1 star of 5" }).focus();
  for (let index = 0; index < 3; index += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const four = rating.getByRole("button", { name: "4 stars of 5" });
  await expect(four).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Thank you for your rating.").first()).toBeAttached();
  await page.getByRole("textbox", { name: "What could be better?" }).fill("More trains");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send" }).first().click();
  await expect
    .poll(() => chat.opinions)
    .toMatchObject([
      { question: "service", value: "up", score: 4 },
      { question: "service", value: "up", score: 4, comment: "More trains" },
    ]);
  await page.reload();
  await expect(four).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("textbox", { name: "What could be better?" })).toHaveCount(0);
  await chat.say("rate");
  await chat.ask("count", "count: 1 here");
  await expect(rating).toHaveCount(1);
});

test("who does not want to rate is not asked again", async ({ page, chat }) => {
  await chat.visit({});
  await chat.ask("rate", "How did we do?");
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page.getByRole("group", { name: "Your rating" })).toHaveCount(0);
  await expect(chat.input).toBeFocused();
  await expect.poll(() => chat.opinions).toMatchObject([{ question: "service", value: "none" }]);
  await page.reload();
  await expect(chat.said("How did we do?")).toBeVisible();
  await expect(page.getByRole("group", { name: "Your rating" })).toHaveCount(0);
});
