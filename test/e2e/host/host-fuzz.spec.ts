import type { Page } from "@playwright/test";
import { type Arbitrary, array, assert, asyncProperty, constantFrom, integer, oneof, record } from "fast-check";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** Whatever a page does to the elements around the chat, a visitor finds the launcher, opens the chat and writes. */

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    const around = '<div id="outer"><main id="inner"><h1>Harbour</h1>';
    const chat = '<causerie-chat endpoint="/web"></causerie-chat></main></div>';
    const script = '<script type="module" src="/causerie/element.js"></script>';
    await using server = await startFakeChatServer(serveHostSite({ "/nested": { body: around + chat + script } }));
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

const px = (min: number, max: number): Arbitrary<string> => integer({ min, max }).map((size) => `${size}px`);
const of = (name: string, ...values: string[]): Arbitrary<string> =>
  constantFrom(...values).map((value) => `${name}: ${value}`);

const declaration = oneof(
  of("pointer-events", "none", "all"),
  of("user-select", "none", "all"),
  of("visibility", "hidden", "collapse"),
  of("opacity", "0", "0.5"),
  of("display", "flex", "grid", "inline", "table-cell"),
  of("position", "relative", "absolute", "fixed", "sticky"),
  of("z-index", "-1", "0", "2147483647"),
  of("overflow", "hidden", "clip", "scroll"),
  of("contain", "paint", "layout", "size", "strict", "content"),
  of("container-type", "size", "inline-size"),
  of("filter", "blur(2px)", "invert(1)", "drop-shadow(0 0 9px red)"),
  of("backdrop-filter", "blur(2px)"),
  of("will-change", "transform", "filter", "opacity"),
  of("perspective", "1px", "400px"),
  of("transform-style", "preserve-3d"),
  of("clip-path", "inset(50%)", "circle(9px)"),
  of("mix-blend-mode", "difference"),
  of("isolation", "isolate"),
  of("direction", "rtl"),
  of("writing-mode", "vertical-rl", "sideways-lr"),
  of("text-align", "center", "justify"),
  of("text-transform", "uppercase", "full-width"),
  of("white-space", "pre", "nowrap"),
  of("color", "transparent", "red"),
  of("-webkit-text-fill-color", "transparent"),
  of("-webkit-text-security", "disc"),
  of("caret-color", "transparent"),
  of("cursor", "none"),
  of("scroll-behavior", "smooth"),
  of("touch-action", "none"),
  of("color-scheme", "dark", "only light"),
  of("font-family", "fantasy", "monospace"),
  of("height", "0", "100vh", "3000px"),
  of("width", "0", "3000px"),
  of("columns", "3"),
  px(0, 60).map((size) => `font-size: ${size}`),
  px(0, 60).map((size) => `line-height: ${size}`),
  px(-5, 20).map((size) => `letter-spacing: ${size}`),
  px(-900, 900).map((size) => `margin: ${size}`),
  px(0, 200).map((size) => `padding: ${size}`),
  record({ x: px(-900, 900), turn: integer({ min: -90, max: 90 }), size: integer({ min: 1, max: 30 }) }).map(
    ({ x, turn, size }) => `transform: translate(${x}) rotate(${turn}deg) scale(${size / 10})`,
  ),
);
const style = array(declaration, { maxLength: 6 }).map((declarations) => declarations.join(";"));

/** What lies over the page. */
const cover = constantFrom("none", "bar", "popover", "mask");

type State = { html: string; body: string; outer: string; inner: string; cover: string };

async function apply(page: Page, state: State): Promise<void> {
  await page.evaluate((next) => {
    document.documentElement.style.cssText = next.html;
    document.body.style.cssText = next.body;
    for (const name of ["outer", "inner", "root"] as const) {
      const element = document.querySelector<HTMLElement>(`#${name}`);
      if (element !== null) element.style.cssText = name === "inner" ? next.inner : next.outer;
    }
    document.querySelector("#cover")?.remove();
    if (next.cover === "none") return;
    const cover = document.createElement("div");
    cover.id = "cover";
    cover.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:rgb(0 0 0 / 50%)";
    if (next.cover === "bar") cover.style.insetBlockStart = "70%";
    document.documentElement.append(cover);
    // One that was shown before the chat, as a page's message that stays.
    if (next.cover === "popover") {
      cover.style.inset = "0 auto auto 0";
      cover.popover = "manual";
      cover.showPopover();
    }
  }, state);
}

/** The middle of a part, if the visitor sees it there. */
function placeOf(page: Page, selector: string): Promise<{ x: number; y: number } | string> {
  return page.evaluate((wanted) => {
    const root = document.querySelector("causerie-chat")?.shadowRoot ?? document;
    const part = root.querySelector(wanted);
    if (part === null) return `no ${wanted}`;
    const box = part.getBoundingClientRect();
    const { visibility, opacity, color, backgroundColor, fontSize } = getComputedStyle(part);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const isInView = box.x >= 0 && box.y >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
    const isLarge = box.width >= 24 && box.height >= 24 && Number.parseFloat(fontSize) >= 12;
    const isSeen = visibility === "visible" && opacity === "1" && color !== backgroundColor && isInView && isLarge;
    const hit = root.elementFromPoint(x, y);
    const isHit = hit !== null && part.contains(hit);
    return isSeen && isHit
      ? { x, y }
      : `${wanted}: ${JSON.stringify({ box, visibility, opacity, color, fontSize, hit: hit?.className })}`;
  }, selector);
}

async function clickOn(page: Page, selector: string): Promise<void> {
  await expect
    .poll(() => placeOf(page, selector), { timeout: 3_000 })
    .toEqual({ x: expect.any(Number), y: expect.any(Number) });
  const place = await placeOf(page, selector);
  if (typeof place !== "string") await page.mouse.click(place.x, place.y);
}

for (const path of ["/nested", "/react?mode=floating"])
  test(`the launcher is found, opens the chat, and what is typed is sent, whatever the page does: ${path}`, async ({
    page,
    chat,
  }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(new URL(path, chat.server.endpoint).href);
    await expect(chat.launcher).toBeVisible();
    let written = 0;
    const state = record({ html: style, body: style, outer: style, inner: style, cover });
    const still = { html: "", body: "", outer: "", inner: "", cover: "none" };
    await assert(
      asyncProperty(state, async (next) => {
        await apply(page, next);
        await clickOn(page, '[part="launcher"]');
        const clickedAt = Date.now();
        await clickOn(page, '[part="input"]');
        written += 1;
        await page.keyboard.type(`Line ${written}`);
        await clickOn(page, '[part="send"]');
        await expect.poll(() => chat.sent().length).toBe(written);
        expect(chat.sent().at(-1)).toEqual({ type: "text", text: `Line ${written}` });
        await page.keyboard.press("Escape");
        await expect(chat.page.getByRole("dialog", { includeHidden: true })).toHaveAttribute("data-state", "closed");
        await page.waitForTimeout(Math.max(0, 650 - (Date.now() - clickedAt))); // The launcher takes no double click.
      }),
      {
        numRuns: 12,
        endOnFailure: true,
        examples: [[still], [{ ...still, body: "pointer-events: none" }], [{ ...still, cover: "bar" }]],
      },
    );
  });
