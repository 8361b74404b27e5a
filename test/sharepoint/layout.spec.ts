import { findLayoutFaults } from "#e2e/looks/find-layout-faults.ts";
import { expect, test } from "./fixtures.ts";
import { chatTag, type IntranetPage, type ShownWebPart } from "./intranet-page.ts";

/** The chat fits wherever a page of SharePoint puts it. */

async function expectFits(intranet: IntranetPage, chat: ShownWebPart): Promise<void> {
  await chat.say("How much leave do I have?");
  await expect(chat.choice("Apply for leave")).toBeVisible();
  expect(await intranet.page.evaluate(findLayoutFaults, chatTag)).toEqual([]);
}

test("in a narrow column", async ({ intranet }) => {
  await intranet.visit();
  const chat = await intranet.addChat({}, { column: "narrow" });
  const box = await chat.element.boundingBox();
  expect(box?.width).toBeLessThan(420);
  await expectFits(intranet, chat);
});

test("in a narrow column of a page that is zoomed to 400 %", async ({ intranet, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await intranet.visit();
  const chat = await intranet.addChat({ height: 400 }, { column: "narrow" });
  await chat.say("How much leave do I have?");
  await expect(chat.choice("Apply for leave")).toBeVisible();
  const wide = await page.evaluate((tag) => {
    const panel = document.querySelector(tag)?.shadowRoot?.querySelector(".causerie-panel");
    return panel === null || panel === undefined ? Number.NaN : panel.scrollWidth - panel.clientWidth;
  }, chatTag);
  expect(wide).toBe(0);
});

test("from edge to edge of the page", async ({ intranet, page }) => {
  await intranet.visit();
  const chat = await intranet.addChat({}, { column: "full" });
  const box = await chat.element.boundingBox();
  expect(box?.x).toBe(0);
  expect(box?.width).toBe(page.viewportSize()?.width);
  await expectFits(intranet, chat);
});

test("as high as the window, on a page that it fills", async ({ intranet, page }) => {
  await intranet.visit();
  const chat = await intranet.addChat({ fill: true }, { column: "full" });
  const box = await chat.element.boundingBox();
  expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(page.viewportSize()?.height);
  await expectFits(intranet, chat);
});

test("on a page that is read from right to left", async ({ intranet }) => {
  await intranet.visit({ locale: "ar-SA", rtl: "" });
  const chat = await intranet.addChat();
  await expectFits(intranet, chat);
  const [input, send] = await Promise.all([
    chat.input.boundingBox(),
    chat.place.locator(".causerie-send").boundingBox(),
  ]);
  expect(send?.x).toBeLessThan(input?.x ?? 0);
});
