import { AxeBuilder } from "@axe-core/playwright";
import { createBot } from "@causerie/server";
import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/served-page.ts";

const bot = createBot({ stories: [], fallback: (turn) => `You said ${turn.text}` });

/** Debian's Chromium has no speech service behind its recognition, so the page has one in its place, which hears what the test says. */
async function giveEars(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Ears = {
      lang: string;
      onresult?: (event: object) => void;
      onerror?: (event: object) => void;
      onend?: () => void;
    };
    const state = { lang: "", calls: [] as string[], current: undefined as Ears | undefined };
    class Recognition {
      lang = "";
      start(this: Ears): void {
        state.calls.push("start");
        state.lang = this.lang;
        state.current = this;
      }
      stop(this: Ears): void {
        state.calls.push("stop");
        this.onend?.();
      }
      abort(this: Ears): void {
        state.calls.push("abort");
        this.onend?.();
      }
    }
    Object.assign(window, {
      SpeechRecognition: Recognition,
      webkitSpeechRecognition: Recognition,
      ears: {
        state,
        hear: (...parts: string[]) =>
          state.current?.onresult?.({ results: parts.map((transcript) => ({ isFinal: true, 0: { transcript } })) }),
        fail: (error: string) => {
          state.current?.onerror?.({ error });
          state.current?.onend?.();
        },
        end: () => state.current?.onend?.(),
      },
    });
  });
}

type Ears = Record<"hear" | "fail" | "end", (...words: string[]) => void> & {
  state: { lang: string; calls: string[] };
};

/** What the recognition of the page does. */
async function ears(page: Page, act: "hear" | "fail" | "end", ...words: string[]): Promise<void> {
  await page.evaluate(([name, given]) => (window as unknown as { ears: Ears }).ears[name](...given), [
    act,
    words,
  ] as const);
}
const recognition = (page: Page) => page.evaluate(() => (window as unknown as { ears: Ears }).ears.state);

test("the visitor is told who may hear it before the first use, and what is said appears in the field", async ({
  page,
  serve,
}) => {
  await giveEars(page);
  const chat = await serve(bot, { features: "dictation" });
  await chat.input.fill("Hello,");
  const button = page.getByRole("button", { name: "Dictate" });
  await button.click();
  const notice = page.getByRole("group", { name: "Dictate" });
  await expect(notice).toContainText("its vendor may receive what you say");
  expect((await recognition(page)).calls).toEqual([]);
  expect((await new AxeBuilder({ page }).include("causerie-chat").analyze()).violations).toEqual([]);
  await notice.getByRole("button", { name: "Agree and dictate" }).click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  expect((await recognition(page)).lang).toMatch(/^en/);
  await ears(page, "hear", "when does");
  await expect(chat.input).toHaveValue("Hello, when does");
  await ears(page, "hear", "when does the next", "train leave");
  await expect(chat.input).toHaveValue("Hello, when does the next train leave");
  await ears(page, "end");
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await expect(chat.messages).toHaveCount(0);
  await chat.input.press("Enter");
  await expect(chat.said("You said Hello, when does the next train leave")).toBeVisible();
  // The notice was read: it is not shown again, also on another page.
  await page.reload();
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
});

test("sending ends it at once, and Escape ends it without closing the chat", async ({ page, serve }) => {
  await giveEars(page);
  const chat = await serve(bot, { features: "dictation" });
  const button = page.getByRole("button", { name: "Dictate" });
  await button.click();
  await page.getByRole("button", { name: "Agree and dictate" }).click();
  await ears(page, "hear", "hello");
  await expect(chat.input).toHaveValue("hello");
  await chat.input.press("Enter");
  await expect(chat.said("You said hello")).toBeVisible();
  await ears(page, "hear", "hello again");
  await expect(chat.input).toHaveValue("");
  expect((await recognition(page)).calls).toEqual(["start", "abort"]);
  await button.click();
  await ears(page, "hear", "and");
  await page.keyboard.press("Escape");
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await expect(chat.input).toHaveValue("and");
});

test("what goes wrong is said in words, in the visitor's language", async ({ page, serve }) => {
  await giveEars(page);
  await serve(bot, { features: "dictation", locale: "fr" });
  await page.getByRole("button", { name: "Dicter" }).click();
  await page.getByRole("button", { name: "Accepter et dicter" }).click();
  expect((await recognition(page)).lang).toBe("fr");
  await ears(page, "fail", "network");
  const box = page.getByRole("group", { name: "Dicter" });
  await expect(box).toContainText("Le service vocal de votre navigateur est injoignable.");
  await box.getByRole("button", { name: "Fermer" }).click();
  await expect(box).toHaveCount(0);
});

test("it sends by itself where the page has configured it", async ({ page, serve }) => {
  await giveEars(page);
  const chat = await serve(bot, { features: "dictation", "dictation-send": "" });
  await page.getByRole("button", { name: "Dictate" }).click();
  await page.getByRole("button", { name: "Agree and dictate" }).click();
  await ears(page, "hear", "hello");
  await expect(chat.input).toHaveValue("hello");
  await ears(page, "end");
  await expect(chat.said("You said hello")).toBeVisible();
  await expect(chat.input).toHaveValue("");
});

test("a browser that cannot listen has no button for it", async ({ page, serve }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, "webkitSpeechRecognition");
    Reflect.deleteProperty(window, "SpeechRecognition");
  });
  await serve(bot, { features: "dictation location" });
  await expect(page.getByRole("button", { name: "Share your location" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Dictate" })).toHaveCount(0);
});
