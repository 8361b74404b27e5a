import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { createBot } from "@causerie/server";
import { type FeatureSite, type FeatureSiteOptions, startFeatureSite } from "#support/widget/feature-site.ts";
import { expect, test } from "#e2e/fixtures.ts";

const startSite = (more: Partial<FeatureSiteOptions> = {}): Promise<FeatureSite> =>
  startFeatureSite({
    bot: createBot({ stories: [], fallback: ({ text }) => `heard ${text}` }),
    data: { features: "window", open: "" },
    ...more,
  });

const panelOf = (page: Page): Locator => page.locator(".causerie-panel");
const cornerOf = (page: Page): Locator => page.getByRole("slider", { name: "Size of the chat" });

type Box = { x: number; y: number; width: number; height: number };

async function boxOf(page: Page): Promise<Box> {
  return (await panelOf(page).boundingBox()) as Box;
}

async function drag(page: Page, byX: number, byY: number): Promise<void> {
  const { x, y, width, height } = (await cornerOf(page).boundingBox()) as Box;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + byX, y + height / 2 + byY, { steps: 4 });
  await page.mouse.up();
}

test("the corner is dragged, the screen bounds it, and the next page has the size", async ({ page }) => {
  await using site = await startSite();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(site.url);
  await expect(cornerOf(page)).toBeAttached();
  const before = await boxOf(page);
  await drag(page, -120, 150);
  const after = await boxOf(page);
  expect(Math.round(after.width - before.width)).toBe(120);
  expect(Math.round(after.height - before.height)).toBe(-150);
  // It stays where it is fixed.
  expect(Math.round(after.x + after.width)).toBe(Math.round(before.x + before.width));
  expect(Math.round(after.y + after.height)).toBe(Math.round(before.y + before.height));
  await page.reload();
  await expect.poll(async () => Math.round((await boxOf(page)).width)).toBe(Math.round(after.width));

  await drag(page, -3000, -3000);
  const largest = await boxOf(page);
  expect(largest.x).toBeGreaterThanOrEqual(0);
  expect(largest.y).toBeGreaterThanOrEqual(0);
  // What is kept is what was seen: the first step back shows.
  await cornerOf(page).press("ArrowRight");
  expect((await boxOf(page)).width).toBeLessThan(largest.width);
  await drag(page, 3000, 3000);
  expect(await boxOf(page)).toMatchObject({ width: 280, height: 320 });
  await cornerOf(page).press("Home");
  expect((await boxOf(page)).width).toBe(before.width);
});

test("by keyboard the arrows move the corner, Home gives the usual size back, and the size is said", async ({
  page,
}) => {
  await using site = await startSite();
  await page.goto(site.url);
  const corner = cornerOf(page);
  await expect(corner).toBeAttached();
  const before = await boxOf(page);
  await corner.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowDown");
  const after = await boxOf(page);
  expect([after.width - before.width, after.height - before.height].map(Math.round)).toEqual([48, -24]);
  await expect(corner).toHaveAttribute("aria-valuetext", `${after.width} by ${after.height}`);
  await page.keyboard.press("Home");
  expect((await boxOf(page)).width).toBe(before.width);
  const expand = page.getByRole("button", { name: "Make the chat larger" });
  await expand.press("Enter");
  const large = await boxOf(page);
  expect(large.width).toBeGreaterThan(1200);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.reload();
  await expect.poll(async () => Math.round((await boxOf(page)).width)).toBe(Math.round(large.width));
  await page.getByRole("button", { name: "Make the chat smaller" }).press("Enter");
  expect((await boxOf(page)).width).toBe(before.width);
});

test("a chat at the other edge of the page, and one in a page of the other direction, grow to their free side", async ({
  page,
}) => {
  for (const [options, key] of [
    [{ data: { features: "window", open: "", position: "start" } }, "ArrowRight"],
    [{ lang: "en", dir: "rtl" }, "ArrowRight"],
  ] as const) {
    await using site = await startSite(options);
    await page.goto(site.url);
    const corner = page.locator(".causerie-corner");
    await expect(corner).toBeAttached();
    const before = await boxOf(page);
    await corner.press(key);
    const after = await boxOf(page);
    expect(Math.round(after.width - before.width)).toBe(24);
    expect(Math.round(after.x)).toBe(Math.round(before.x));
  }
});

test("a small screen is filled as ever, also after the window was made larger elsewhere", async ({ page }) => {
  await using site = await startSite();
  await page.goto(site.url);
  await page.getByRole("button", { name: "Make the chat larger" }).click();
  await page.setViewportSize({ width: 360, height: 640 });
  await expect(cornerOf(page)).toBeHidden();
  expect(await boxOf(page)).toMatchObject({ x: 0, width: 360 });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
