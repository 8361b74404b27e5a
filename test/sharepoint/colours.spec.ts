import { findWeakContrast } from "#e2e/looks/find-weak-contrast.ts";
import { expect, test } from "./fixtures.ts";
import { chatTag, type ShownWebPart } from "./intranet-page.ts";

/** The chat takes the colours of its section, and can be read in all of them. */

const backgrounds = {
  none: "rgb(255, 255, 255)",
  neutral: "rgb(243, 242, 241)",
  soft: "rgb(240, 249, 250)",
  strong: "rgb(3, 120, 124)",
} as const;

const background = (chat: ShownWebPart): Promise<string> =>
  chat.place.locator(".causerie-panel").evaluate((panel) => getComputedStyle(panel).backgroundColor);

for (const [section, color] of Object.entries(backgrounds) as [keyof typeof backgrounds, string][])
  for (const scheme of ["light", "dark"] as const)
    test(`on the background "${section}" of a section, with a browser in ${scheme} colours`, async ({
      intranet,
      page,
    }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await intranet.visit();
      const chat = await intranet.addChat({}, { theme: await intranet.sectionTheme(section) });
      await chat.say("How much leave do I have?");
      await expect(chat.choice("Apply for leave")).toBeVisible();
      expect(await background(chat)).toBe(color);
      for (const focus of [false, true]) {
        // So the browser shows the focus from here on; and without it, a field is as it is for who has not come to it.
        if (focus) await page.keyboard.press("Tab");
        else await chat.input.blur();
        const dark = section === "strong";
        const trial = { property: "--unset", values: ["unset"], dark, focus, tag: chatTag };
        const { weak, compared } = await page.evaluate(findWeakContrast, trial);
        expect(compared).toBeGreaterThan(2);
        expect(weak).toEqual([]);
      }
    });

test("another theme of the section recolours the chat and keeps its conversation", async ({ intranet }) => {
  await intranet.visit();
  const chat = await intranet.addChat({}, { theme: await intranet.sectionTheme("none") });
  await chat.converse();
  await chat.input.fill("A draft");
  await chat.setTheme(await intranet.sectionTheme("strong"));
  await expect.poll(() => background(chat)).toBe(backgrounds.strong);
  await expect(chat.said("I do not know about Hello.")).toBeVisible();
  await expect(chat.input).toHaveValue("A draft");
  await chat.setTheme(await intranet.sectionTheme("soft"));
  await expect.poll(() => background(chat)).toBe(backgrounds.soft);
});

test("an author's brand colour and scheme go before those of the section", async ({ intranet }) => {
  await intranet.visit();
  const theme = await intranet.sectionTheme("strong");
  const chat = await intranet.addChat({ theme: "light", accent: "#8a2be2" }, { theme });
  await chat.converse();
  const sent = chat.place.locator(".causerie-bubble-user");
  expect(await sent.evaluate((bubble) => getComputedStyle(bubble).backgroundColor)).toMatch(
    /^color\(srgb 0\.541176 0\.168627 0\.886275\)$|^rgb\(138, 43, 226\)$/,
  );
  expect(await background(chat)).toBe("rgb(255, 255, 255)");
});
