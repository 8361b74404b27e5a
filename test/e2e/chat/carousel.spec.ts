import type { Message } from "@causerie/protocol";
import { strings as hebrew } from "@causerie/widget/locales/he";
import { expect, test } from "#e2e/widget-page.ts";

const carousel: Message = {
  type: "carousel",
  cards: Array.from({ length: 5 }, (_, index) => ({ title: `Card ${index + 1}`, buttons: [] })),
  quickReplies: [],
};

for (const dir of ["ltr", "rtl"])
  test(`each press moves a carousel by one card, from both ends, also when pressed quickly: ${dir}`, async ({
    page,
    chat,
  }) => {
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await chat.visit({ dir, lang: dir === "rtl" ? "he" : "en" });
    chat.receive(carousel);
    const names = dir === "rtl" ? hebrew : { nextCard: "Next card", previousCard: "Previous card" };
    const next = page.getByRole("button", { name: names.nextCard });
    const previous = page.getByRole("button", { name: names.previousCard });
    await expect(next).toBeVisible();
    const track = page.locator(".causerie-track");
    await expect(track).toHaveCSS("direction", dir);
    /** The card at the track's start, and how far it is from its place. */
    const first = (): Promise<string> =>
      track.evaluate((element) => {
        const isRtl = getComputedStyle(element).direction === "rtl";
        const box = element.getBoundingClientRect();
        const starts = Array.from(element.children, (slide) => {
          const { left, right } = slide.getBoundingClientRect();
          return Math.round(isRtl ? box.right - right : left - box.left) - 16;
        });
        return `${starts.findIndex((start) => start > -4) + 1}`;
      });
    const settled = async (): Promise<string> => {
      await page.waitForTimeout(700);
      return first();
    };
    const scroll = (): Promise<number> => track.evaluate((element) => Math.abs(element.scrollLeft));

    await previous.click({ force: true });
    expect(await settled()).toBe("1");
    expect(await scroll()).toBe(0);
    for (const card of ["2", "3"]) {
      await next.click();
      expect(await settled()).toBe(card);
    }
    await previous.click();
    await previous.click();
    expect(await settled()).toBe("1");

    await track.focus();
    await page.keyboard.press("End");
    await page.waitForTimeout(700);
    const end = await scroll();
    await next.click({ force: true });
    await page.waitForTimeout(700);
    expect(await scroll()).toBe(end);
    // The last card cannot stand at the start. One step back shows the card that was cut there.
    const cut = Number(await first()) - 1;
    await previous.click();
    expect(await settled()).toBe(String(cut));
    await previous.click();
    expect(await settled()).toBe(String(cut - 1));
    await track.focus();
    await page.keyboard.press("Home");
    expect(await settled()).toBe("1");
  });
