import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { ChatPage } from "#e2e/chat-page.ts";
import { findLayoutFaults } from "#e2e/looks/find-layout-faults.ts";
import { AppShell } from "./app-shell.ts";
import { everyKind, expect, test } from "./mobile-site.ts";

/** How the page fills the screens of phones and tablets. */

const phone = { width: 360, height: 740 };
/** Of a phone with a notch and a bar in place of a home button, upright. */
const notch = { top: 47, bottom: 34, left: 0, right: 0 };

type Screen = {
  viewport?: { width: number; height: number };
  insets?: typeof notch;
  context?: Record<string, unknown>;
  /** What the browser's settings call 16. */
  fontSize?: number;
};
const screens: Record<string, Screen> = {
  upright: {},
  "with a notch": { insets: notch },
  dark: { context: { theme: "dark" }, insets: notch },
  "from right to left": { context: { locale: "ar" }, insets: notch },
  "with text of 200 %": { fontSize: 32 },
  "on its side": { viewport: { width: 740, height: 360 }, insets: { top: 0, bottom: 21, left: 47, right: 47 } },
  tablet: { viewport: { width: 1024, height: 768 } },
};

async function openOn(browser: Browser, { viewport = phone, insets, context }: Screen, url: string) {
  const visitor = await browser.newContext({ viewport, locale: "en-GB", reducedMotion: "reduce", hasTouch: true });
  const page = await visitor.newPage();
  if (insets !== undefined) {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setSafeAreaInsetsOverride", { insets });
  }
  const app = await AppShell.around(page, "ios");
  app.context = { closeButton: true, ...context };
  await page.goto(`${url}/embed/mobile`);
  const chat = new ChatPage(page);
  await page.getByRole("textbox").fill("ferries");
  await page.getByRole("textbox").press("Enter");
  await expect(page.getByText("All are at").first()).toBeVisible();
  return { page, app, chat };
}

/** The edges of a part, as distances from those of the screen. */
const edgesOf = (page: Page, selector: string): Promise<Record<string, number>> =>
  page.locator(selector).evaluate((element) => {
    const { top, left, right, bottom } = element.getBoundingClientRect();
    return { top, left, right: innerWidth - right, bottom: innerHeight - bottom };
  });

for (const [name, screen] of Object.entries(screens))
  test(`${name}: the chat fills the screen between what the phone reserves, and can be used`, async ({
    browser,
    playwright,
    startSite,
  }, testInfo) => {
    const { launchOptions } = testInfo.project.use;
    const sized =
      screen.fontSize === undefined
        ? undefined
        : await playwright.chromium.launch({
            ...launchOptions,
            args: [...(launchOptions?.args ?? []), `--blink-settings=defaultFontSize=${screen.fontSize}`],
          });
    await using cleanUp = new AsyncDisposableStack();
    cleanUp.defer(() => sized?.close());
    const { page, app } = await openOn(sized ?? browser, screen, await startSite(everyKind));
    cleanUp.defer(() => page.context().close());
    const { top, bottom, left, right } = screen.insets ?? { top: 0, bottom: 0, left: 0, right: 0 };

    expect(await edgesOf(page, ".header")).toMatchObject({ top, left, right });
    expect(await edgesOf(page, ".causerie-panel")).toEqual({ top, bottom, left, right });
    expect(await edgesOf(page, "body")).toEqual({ top: 0, bottom: 0, left: 0, right: 0 });
    // It is drawn with properties of the chat, which it inherits.
    const drawn = await page.locator(".header").evaluate((header) => {
      const { borderBlockEndStyle, paddingInlineStart, backgroundColor } = getComputedStyle(header);
      return { borderBlockEndStyle, isIndented: paddingInlineStart !== "0px", backgroundColor };
    });
    const ground = await page.locator(".causerie-panel").evaluate((panel) => getComputedStyle(panel).backgroundColor);
    expect(drawn).toEqual({ borderBlockEndStyle: "solid", isIndented: true, backgroundColor: ground });
    const close = page.locator(".header button");
    const size = await close.boundingBox();
    expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);

    // The chat's own header, for apps with a bar of their own.
    await app.send({ type: "chat:context", ...screen.context });
    await expect(close).toHaveCount(0);
    expect(await page.evaluate(findLayoutFaults, "causerie-chat")).toEqual([]);
    const font = await page
      .locator(".causerie-log")
      .evaluate((log) => Number.parseFloat(getComputedStyle(log).fontSize));
    expect(font).toBeCloseTo(15 * ((screen.fontSize ?? 16) / 16), 1);
  });

test("what lies under the keyboard of a phone is moved above it, with no room for the bar at the lower edge", async ({
  browser,
  startSite,
}) => {
  const page = await browser.newPage({ viewport: phone, locale: "en-GB" });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setSafeAreaInsetsOverride", { insets: notch });
  // As on iOS: the page keeps its height, and only this becomes smaller.
  await page.addInitScript(`
    const viewport = Object.assign(new EventTarget(), { height: 740, width: 360, offsetTop: 0, offsetLeft: 0, scale: 1 });
    Object.defineProperty(window, "visualViewport", { value: viewport });`);
  const resize = (values: object): Promise<void> =>
    page.evaluate((given) => {
      const { visualViewport } = window;
      Object.assign(visualViewport as object, given);
      visualViewport?.dispatchEvent(new Event("resize"));
    }, values);
  await page.goto(`${await startSite(everyKind)}/embed/mobile`);
  await expect(new ChatPage(page).said("Hello from the harbour.")).toBeVisible();
  expect(await edgesOf(page, ".causerie-panel")).toMatchObject({ top: 47, bottom: 34 });
  await resize({ height: 420, offsetTop: 20 });
  expect(await edgesOf(page, ".causerie-panel")).toMatchObject({ top: 67, bottom: 740 - 440 });
  // Who zooms in wants to look around, and the page must stay where it is.
  await resize({ height: 300, offsetTop: 200, scale: 2 });
  expect(await edgesOf(page, ".causerie-panel")).toMatchObject({ top: 67, bottom: 740 - 440 });
  await resize({ height: 740, offsetTop: 0, scale: 1 });
  expect(await edgesOf(page, ".causerie-panel")).toMatchObject({ top: 47, bottom: 34 });
  await page.close();
});

test("the back gesture belongs to the app: the chat adds nothing to the history, and cannot be swiped or pulled away", async ({
  page,
  startSite,
}) => {
  const app = await AppShell.around(page, "android");
  app.context = { closeButton: true };
  const url = await startSite(everyKind);
  await page.goto(`${url}/health/live`);
  await page.goto(`${url}/embed/mobile`);
  const chat = new ChatPage(page);
  await chat.say("ferries");
  await page.getByRole("link", { name: /Timetable/ }).click();
  await page.getByRole("button", { name: "Close chat" }).click();
  await app.send({ type: "chat:context", locale: "de", heading: "Hafen" });
  await expect(page.getByRole("heading", { name: "Hafen" })).toBeVisible();
  expect(await page.evaluate(() => history.length)).toBe(3); // with the empty page at the start
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overscrollBehavior)).toBe("none");
  await page.goBack();
  expect(new URL(page.url()).pathname).toBe("/health/live");
});
