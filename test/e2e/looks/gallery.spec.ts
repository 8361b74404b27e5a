import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Locator, Page } from "@playwright/test";
import { root } from "#support/paths.ts";
import { evenFont } from "#support/widget/even-font.ts";
import { expect, test, watchPage } from "#e2e/fixtures.ts";
import { differences } from "./gallery/compare-measures.ts";
import { type Look, looks } from "./gallery/gallery-looks.ts";
import { measureGallery } from "./gallery/measure-gallery.ts";
import { pictureOfGallery } from "./gallery/picture-of-gallery.ts";

/**
 * Every kind of message and every state, in every look: the places, sizes and colours of all parts are as they are stored. They are
 * measured with a font of our own, so that they are the same on every machine. By `npm run gallery` they are stored anew, and the
 * pictures of docs/gallery are taken.
 */
const isUpdate = (): boolean => test.info().config.updateSnapshots === "all";
const stored = (look: Look): string => join(import.meta.dirname, "gallery", `${look.name}.txt`);
const picture = (look: Look): string => join(root, "docs", "gallery", `${look.name}.webp`);

/** What is done in a state before it is looked at, by its `id`. In this order: the last keeps the focus. */
const acts: Record<string, (figure: Locator) => Promise<void>> = {
  sources: (figure) => figure.locator("summary").click(),
  "far-above-the-newest": scrollUp,
  menu: (figure) => figure.locator("[part=menu]").click(),
  "about-the-chat": async (figure) => {
    await figure.locator("[part=menu]").click();
    await figure.getByRole("menuitem").last().click();
  },
  "many-ways-to-answer": (figure) => figure.locator("[part=tools]").click(),
};

/** In two steps: the first may be taken for what the chat itself has scrolled. */
async function scrollUp(figure: Locator): Promise<void> {
  const log = figure.locator("[part=log]");
  for (const top of [120, 100]) {
    await log.evaluate((element, to) => element.scrollTo(0, to), top);
    await log.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }
}

async function openGallery(browser: Browser, url: string, look: Look): Promise<Page> {
  const context = await browser.newContext({
    reducedMotion: "reduce",
    timezoneId: "UTC",
    permissions: ["microphone"],
    ...look.options,
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date("2026-05-11T14:06:00Z"));
  await page.goto(`${url}/gallery?${look.query}`);
  return page;
}

/** Uses the font that is the same everywhere. */
async function useEvenFont(page: Page): Promise<void> {
  const source = `url(data:font/ttf;base64,${evenFont().toString("base64")})`;
  await page.addStyleTag({
    content: `@font-face { font-family: Even; src: ${source}; }
      :root { --causerie-font: Even; --causerie-font-mono: Even; font-family: Even; }`,
  });
  await page.evaluate(() => document.fonts.load("16px Even"));
}

async function act(page: Page): Promise<void> {
  // A chat in the page is drawn when it is first seen.
  for (const figure of await page.locator("#gallery figure").all()) {
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator("[part=header]")).toBeVisible();
  }
  // The extra parts and the features have come.
  await expect(page.locator("#about-the-chat [part=menu]")).toBeVisible();
  await expect(page.locator("#sources summary")).toBeVisible();
  await expect(page.locator("#link-preview [part=link-preview] img")).toHaveCount(1);
  await expect(page.locator("#links-of-which-little-is-known [part=link-preview]")).toHaveCount(2);
  await expect(page.locator("#buttons-with-pictures img")).toHaveCount(3);
  // What takes long may be stopped, after three seconds.
  await expect(page.locator("#the-bot-is-at-work [part~=stop]")).toBeVisible();
  await page.evaluate(() => {
    for (const chat of document.querySelectorAll("causerie-chat"))
      for (const image of chat.shadowRoot?.querySelectorAll("img") ?? []) image.loading = "eager";
  });
  for (const [id, run] of Object.entries(acts)) await run(page.locator(`#${id}`));
}

/** What stays the same for a second. */
async function settled(page: Page): Promise<string[]> {
  let before: string[] = [];
  await expect
    .poll(
      async () => {
        const now = await page.evaluate(measureGallery);
        const isSame = now.join("\n") === before.join("\n");
        before = now;
        return isSame;
      },
      { intervals: [1_000] },
    )
    .toBe(true);
  return before;
}

test("what has moved, changed its colour, come or gone is found, and what is rounded otherwise is not", () => {
  const before = ["## card", "title | 0 0 100 20 | text #112233ff", "close | 80 0 20 20"];
  expect(differences(before, ["## card", "title | 1 0 98 20 | text #112235ff", "close | 80 0 20 20"])).toEqual([]);
  expect(differences(before, ["## card", "title | 0 3 100 20 | text #112233ff", "close | 80 0 20 20"])).toEqual([
    "## card",
    "- title | 0 0 100 20 | text #112233ff",
    "+ title | 0 3 100 20 | text #112233ff",
  ]);
  expect(differences(before, ["## card", "title | 0 0 100 20 | text #152233ff", "close | 80 0 20 20"])).toHaveLength(3);
  expect(differences(before, ["## card", "title | 0 0 100 20 | text #112233ff"])).toEqual([
    "## card",
    "- close | 80 0 20 20",
  ]);
  expect(differences(before, [...before, "## list"])).toEqual(["## list"]);
  expect(differences([...before, "## list"], before)).toEqual(["## list"]);
  expect(differences(before, [])).toHaveLength(3);
});

for (const look of looks)
  test(`every state, ${look.title}: nothing has moved and no colour has changed`, async ({ browser, demo }) => {
    test.setTimeout(isUpdate() ? 300_000 : 120_000);
    const page = await openGallery(browser, demo.url, look);
    const errors: string[] = [];
    watchPage(page, errors);
    await useEvenFont(page);
    await act(page);
    if (isUpdate()) writeFileSync(stored(look), `${(await settled(page)).join("\n")}\n`);
    const wanted = readFileSync(stored(look), "utf8").trimEnd().split("\n");
    await expect.poll(async () => differences(wanted, await page.evaluate(measureGallery))).toEqual([]);
    expect(errors).toEqual([]);
    // Each chat of the page is a region of its own, so the same landmark is there many times; the contrast of all states is measured by contrast.spec.ts.
    if (look.name === "light" || look.name === "dark") expect(await findBarriers(page)).toEqual([]);
    await page.context().close();
  });

/** What axe finds in all states, each with its places. */
async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include("#gallery").disableRules(["landmark-unique"]).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.flat().join(" ")}`));
}

test("docs/gallery has a picture of each look, and all of them are small", async ({ browser, demo }) => {
  test.setTimeout(600_000);
  if (isUpdate()) {
    mkdirSync(join(root, "docs", "gallery"), { recursive: true });
    for (const look of looks) {
      const page = await openGallery(browser, demo.url, look);
      await act(page);
      await settled(page);
      writeFileSync(picture(look), await pictureOfGallery(page));
      await page.context().close();
    }
  }
  expect(looks.filter((look) => !existsSync(picture(look))).map(({ name }) => name)).toEqual([]);
  const bytes = looks.reduce((sum, look) => sum + statSync(picture(look)).size, 0);
  expect(bytes).toBeLessThan(3_000_000);
});
