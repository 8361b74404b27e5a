import type { Page } from "@playwright/test";
import { array, assert, asyncProperty, integer } from "fast-check";
import { findWeakContrast } from "./find-weak-contrast.ts";
import { form, longList, markdown, pier, said, sourced } from "#e2e/sample-messages.ts";
import { expect, test, type WidgetPage } from "#e2e/widget-page.ts";

/** Whatever accent a site has, the chat can be read and used: measured on what the browser draws. */

const steps = [0, 51, 102, 153, 204, 255];
const cube = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `rgb(${r} ${g} ${b})`)));
const grays = Array.from({ length: 52 }, (_, index) => `rgb(${index * 5} ${index * 5} ${index * 5})`);
const corners = ["#000", "#00f", "#0f0", "#0ff", "#f00", "#f0f", "#ff0", "#fff"];
/** Every way to write a colour, also beyond sRGB, transparent, by the page's own property and for both schemes. */
const written = [
  "gold",
  "transparent",
  "#2f54eb40",
  "hsl(52 100% 50%)",
  "hwb(330 10% 10%)",
  "lab(54 81 70)",
  "oklch(0.7 0.37 145)",
  "oklch(0.45 0.31 264)",
  "color(display-p3 0 1 0)",
  "color(display-p3 0.45 0.45 0)",
  "color-mix(in oklab, red, gold)",
  "var(--brand)",
  "light-dark(#14493c, #8fd3b7)",
];

/** A conversation with everything that has the accent, or stands on it. */
async function converse(chat: WidgetPage, page: Page): Promise<void> {
  await chat.visit({ feedback: "" });
  await chat.say("When does https://harbour.example open?");
  await expect(chat.said("harbour.example")).toContainText("Sent");
  chat.server.faults.unknownContent.add("text");
  await chat.say("Third");
  await expect(chat.said("Not sent")).toBeVisible();
  chat.receive(said("Look at [`our hours`](https://harbour.example/hours) or https://harbour.example."));
  for (const message of [form, longList, pier, sourced, markdown]) chat.receive(message);
  chat.receive({
    type: "card",
    card: { title: "A card", subtitle: "Of the harbour", buttons: [{ type: "postback", label: "Take", link: "take" }] },
    quickReplies: [],
  });
  chat.receive({
    ...said("Yes or no?"),
    quickReplies: [
      { type: "postback", label: "Yes", link: "yes" },
      { type: "postback", label: "No", link: "no" },
    ],
  });
  await expect(chat.choice("Take")).toBeVisible();
  await expect(chat.choice("Yes")).toBeVisible();
  await page.getByText("Sources (3)").click();
  await page.getByRole("group", { name: "Was this helpful?" }).getByRole("button").first().click();
  await chat.thread.getByLabel("Lounge").check();
  await chat.input.fill("A draft");
  await page.keyboard.press("Tab"); // So the browser shows the focus from here on.
  await page.evaluate(() => document.documentElement.style.setProperty("--brand", "#fc0"));
}

async function weakIn(page: Page, dark: boolean, property: string, values: string[], focus = false): Promise<string[]> {
  const { weak, compared } = await page.evaluate(findWeakContrast, { property, values, dark, focus });
  expect(compared).toBeGreaterThan(50 * values.length);
  return weak;
}

/** The browser takes the pointer to be over every control. */
async function hoverAll(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
  type Node = typeof root;
  const visit = async (node: Node): Promise<void> => {
    if (/^(BUTTON|A|INPUT|TEXTAREA|SELECT|SUMMARY)$/.test(node.nodeName))
      await session.send("CSS.forcePseudoState", { nodeId: node.nodeId, forcedPseudoClasses: ["hover"] });
    for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) await visit(child);
  };
  await visit(root);
}

/** The strongest contrast of any pixel to the first one. */
function strongestContrast(page: Page, png: Buffer): Promise<number> {
  return page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context?.drawImage(image, 0, 0);
    const data = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
    const linear = (channel = 0): number =>
      channel <= 10 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
    const [first = 0, ...rest] = Array.from(
      { length: data.length / 4 },
      (_, at) => 0.2126 * linear(data[at * 4]) + 0.7152 * linear(data[at * 4 + 1]) + 0.0722 * linear(data[at * 4 + 2]),
    );
    return Math.max(...rest.map((one) => (Math.max(one, first) + 0.05) / (Math.min(one, first) + 0.05)));
  }, Array.from(png));
}

for (const colorScheme of ["light", "dark"] as const) {
  const dark = colorScheme === "dark";
  test.describe(`with any accent, ${colorScheme}`, () => {
    test.beforeEach(async ({ page, chat }) => {
      test.slow();
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await converse(chat, page);
    });

    test("all texts, icons, fills and lines contrast", async ({ page }) => {
      expect(await weakIn(page, dark, "--causerie-accent", [...cube, ...grays, ...written])).toEqual([]);
      await assert(
        asyncProperty(array(integer({ min: 0, max: 0xffffff }), { minLength: 1, maxLength: 8 }), async (colours) => {
          const accents = colours.map((colour) => `#${colour.toString(16).padStart(6, "0")}`);
          expect(await weakIn(page, dark, "--causerie-accent", accents)).toEqual([]);
        }),
        { numRuns: 15 },
      );
    });

    test("so do they under the pointer, and the focus is seen", async ({ page }) => {
      const accents = [...corners, ...written, ...cube.filter((_, index) => index % 12 === 0)];
      expect(await weakIn(page, dark, "--causerie-accent", accents, true)).toEqual([]);
      await hoverAll(page);
      expect(await weakIn(page, dark, "--causerie-accent", [...accents, ...cube])).toEqual([]);
    });

    test("the text on a fill of the site's own is readable as well", async ({ page }) => {
      const opaque = [...corners, ...grays, ...written.filter((colour) => !/transparent|#2f54eb40/.test(colour))];
      for (const part of ["launcher", "bubble-user", "badge"])
        expect(await weakIn(page, dark, `--causerie-${part}-background`, opaque)).toEqual([]);
    });

    test("what was computed is what is painted", async ({ page, chat }) => {
      const own = chat.thread.locator(".causerie-bubble-user").first();
      for (const accent of ["#fff", "#ff0", "#003", "#000", "oklch(0.7 0.37 145)"]) {
        await page.evaluate(
          (colour) => document.documentElement.style.setProperty("--causerie-accent", colour),
          accent,
        );
        // A choice is drawn by the browser; the edge of a bubble by us.
        for (const [part, width] of [
          [chat.thread.getByLabel("Lounge"), 12],
          [own, 5],
        ] as const) {
          await part.scrollIntoViewIfNeeded();
          const { x, y, height } = (await part.boundingBox()) ?? { x: 0, y: 0, height: 0 };
          const clip = { x: Math.floor(x) - 3, y: Math.floor(y + height / 2), width: width + 3, height: 1 };
          expect(await strongestContrast(page, await page.screenshot({ clip })), accent).toBeGreaterThan(2.95);
        }
      }
    });
  });
}
