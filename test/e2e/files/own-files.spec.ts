import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { createBot, file, image, story } from "@causerie/server";
import { startFeatureSite } from "#support/widget/feature-site.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { png } from "#e2e/features/test-files.ts";
import { expect, test as base } from "#e2e/fixtures.ts";

const bot = createBot({
  stories: [
    story("map", { keywords: ["map"] }).handle(async (turn) =>
      image(await turn.keepFile(png("map", 300, 200).buffer, { name: "map.png", mediaType: "image/png" }), {
        alt: "The way to the pier",
      }),
    ),
    story("ticket", { keywords: ["ticket"] }).handle(async (turn) =>
      file(await turn.keepFile("Lille to Lyon", { name: "ticket.txt", mediaType: "text/plain" }), {
        alt: "Your ticket",
      }),
    ),
  ],
  fallback: () => "What?",
});

/** A page with the chat open, and a server whose stories make files. */
const test = base.extend<{ chat: ChatPage }>({
  chat: async ({ page }, use) => {
    await using site = await startFeatureSite({ bot, data: { open: "" } });
    await page.goto(site.url);
    await use(new ChatPage(page));
    await page.close();
  },
});

test("a picture of a story is drawn by its link, and by a new one once that is over; it can be enlarged", async ({
  page,
  chat,
}) => {
  // As a server does when the link is over.
  let links = 0;
  await page.route("**/web/v1/files/*", (route) =>
    (links += 1) === 1 ? route.fulfill({ status: 404 }) : route.continue(),
  );
  await chat.say("the map");
  const picture = page.getByRole("button", { name: "The way to the pier" });
  await expect.poll(() => picture.locator("img").evaluate((each: HTMLImageElement) => each.naturalWidth)).toBe(300);
  expect(links).toBe(2);
  await picture.click();
  const large = page.getByRole("dialog", { name: /picture/i }).locator("img");
  await expect.poll(() => large.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBe(300);
  await page.keyboard.press("Escape");
  await expect(picture).toBeFocused();
});

test("a file of a story is a card that fetches it by a link of that moment, also by keyboard", async ({
  page,
  chat,
}) => {
  await chat.say("my ticket");
  const card = page.getByRole("button", { name: /^Download ticket\.txt, TXT, 13/ });
  await card.focus();
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect(readFileSync(await (await download).path(), "utf8")).toBe("Lille to Lyon");
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
