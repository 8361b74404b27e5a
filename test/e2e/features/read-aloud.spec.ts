import { AxeBuilder } from "@axe-core/playwright";
import { createBot, story, text } from "@causerie/server";
import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/served-page.ts";

const rich = story("rich", { keywords: ["rich"] }).handle(
  () => "**Trains** run [every hour](https://a.example).\n\n- From Brest\n- From Lorient",
);
const said = story("said", { keywords: ["said"] }).handle(() => text("10:05", { speak: "Five past ten." }));
const bot = createBot({ stories: [rich, said], fallback: (turn) => `You wrote ${turn.text}.` });

/** Chromium on a machine without voices never tells that it has spoken, so the page has a voice in its place. */
async function giveVoice(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const voice = {
      spoken: [] as [string, string][],
      cancelled: 0,
      current: undefined as { onend?: () => void } | undefined,
    };
    const synthesis = {
      speak(utterance: { text: string; lang: string; onend?: () => void }) {
        voice.spoken.push([utterance.text, utterance.lang]);
        voice.current = utterance;
      },
      cancel: () => void (voice.cancelled += 1),
      getVoices: () => [],
    };
    Object.defineProperty(window, "speechSynthesis", { value: synthesis });
    Object.assign(window, { voice });
  });
}

type Voice = { spoken: [string, string][]; cancelled: number; current?: { onend?: () => void } };
const spoken = (page: Page) =>
  page.evaluate(() => (window as unknown as { voice: Voice }).voice.spoken.map(([text]) => text));
const finish = (page: Page) => page.evaluate(() => (window as unknown as { voice: Voice }).voice.current?.onend?.());
const cancelled = (page: Page) => page.evaluate(() => (window as unknown as { voice: Voice }).voice.cancelled);

test("an answer is read at a press, as words, sentence by sentence, and stops at a second press", async ({
  page,
  serve,
}) => {
  await giveVoice(page);
  const chat = await serve(bot, { features: "read-aloud" });
  await chat.say("rich");
  await expect(chat.said("every hour")).toBeVisible();
  expect(await spoken(page)).toEqual([]);
  const read = page.getByRole("button", { name: "Read aloud" });
  await read.click();
  await expect(page.getByRole("button", { name: "Stop reading" })).toBeVisible();
  expect(await spoken(page)).toEqual(["Trains run every hour."]);
  expect((await new AxeBuilder({ page }).include("causerie-chat").analyze()).violations).toEqual([]);
  await finish(page);
  expect((await spoken(page)).slice(1).join(" ")).toBe("From Brest");
  await page.getByRole("button", { name: "Stop reading" }).click();
  await finish(page);
  await expect(read).toBeVisible();
  expect(await spoken(page)).toHaveLength(2);
});

test("says what the bot means to be said, and stops when the visitor writes or closes the chat", async ({
  page,
  serve,
}) => {
  await giveVoice(page);
  const chat = await serve(bot, { features: "read-aloud" });
  await chat.say("said");
  await page.getByRole("button", { name: "Read aloud" }).click();
  expect(await spoken(page)).toEqual(["Five past ten."]);
  await chat.input.press("a");
  await expect(page.getByRole("button", { name: "Stop reading" })).toHaveCount(0);
  await page.getByRole("button", { name: "Read aloud" }).click();
  const before = await cancelled(page);
  await page.keyboard.press("Escape");
  await expect.poll(() => cancelled(page)).toBeGreaterThan(before);
});

test("reads every answer that comes, in order, where the visitor has wished it, and none of those from before", async ({
  page,
  serve,
}) => {
  await giveVoice(page);
  // As the switch in the menu keeps the wish.
  await page.addInitScript(() => localStorage.setItem("causerie:read-aloud", "on"));
  const chat = await serve(bot, { features: "read-aloud" });
  await expect(chat.page.locator("causerie-chat")).toBeAttached();
  await chat.say("one");
  await expect.poll(() => spoken(page)).toEqual(["You wrote one."]);
  await chat.say("two");
  await expect.poll(() => spoken(page)).toEqual(["You wrote one.", "You wrote two."]);
  await page.reload();
  await expect(chat.said("You wrote two.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Read aloud" }).first()).toBeVisible();
  expect(await spoken(page)).toEqual([]);
  await chat.say("three");
  await expect.poll(() => spoken(page)).toEqual(["You wrote three."]);
});

test("a browser that cannot speak has no button for it", async ({ page, serve }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, "speechSynthesis");
    Reflect.deleteProperty(window, "SpeechSynthesisUtterance");
  });
  const chat = await serve(bot, { features: "read-aloud location" });
  await chat.say("one");
  await expect(chat.said("You wrote one.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Share your location" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Read aloud" })).toHaveCount(0);
});
