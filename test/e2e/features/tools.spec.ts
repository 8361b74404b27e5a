import { createBot } from "@causerie/server";
import type { Page } from "@playwright/test";
import { findLayoutFaults } from "#e2e/looks/find-layout-faults.ts";
import { expect, test } from "#e2e/served-page.ts";
import { expectAccessible } from "./control-page.ts";

const bot = createBot({ stories: [], fallback: (turn) => `You said ${turn.text}` });
const features = "files location dictation voice-notes";

test.use({ permissions: ["microphone", "geolocation"] });

async function setTextSize(page: Page, size: string): Promise<void> {
  await page.locator("causerie-chat").evaluate((element: HTMLElement, value) => {
    element.style.setProperty("--causerie-font-size", value);
  }, size);
}

for (const [place, width, size] of [
  ["on a phone of 360 pixels", 360, "0.9375em"],
  ["on a phone with text of 200 %", 360, "1.875em"],
  ["in the window of a desktop", 1280, "0.9375em"],
] as const)
  test(`${place} all ways to answer are behind one button, and the field keeps its room`, async ({ page, serve }) => {
    await page.setViewportSize({ width, height: 740 });
    const chat = await serve(bot, { features }, { uploads: { accept: ["text/plain"] } });
    await setTextSize(page, size);
    const more = page.getByRole("button", { name: "More", exact: true });
    await expect(more).toBeVisible();
    await expect(chat.choice("Dictate")).toBeHidden();
    expect((await chat.input.boundingBox())?.width).toBeGreaterThan(160);
    expect(await page.evaluate(findLayoutFaults, "causerie-chat")).toEqual([]);

    // By keyboard: the arrows lead along the list, Escape closes it and nothing else.
    await more.press("Enter");
    await expect(more).toHaveAttribute("aria-expanded", "true");
    const names = ["Share your location", "Attach files", "Dictate", "Record a voice note"];
    await expect(chat.choice("Share your location")).toBeFocused();
    for (const name of names) await expect(chat.choice(name)).toBeInViewport({ ratio: 0.9 });
    await page.keyboard.press("End");
    await expect(chat.choice("Record a voice note")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(chat.choice("Share your location")).toBeFocused();
    expect(await page.evaluate(findLayoutFaults, "causerie-chat")).toEqual([]);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(more).toBeFocused();
    await expect(more).toHaveAttribute("aria-expanded", "false");
    await expect(chat.input).toBeVisible();

    // Each of them does what it does elsewhere, and a press beside the list closes it.
    await more.click();
    const chooser = page.waitForEvent("filechooser");
    await chat.choice("Attach files").click();
    await (await chooser).setFiles([{ name: "ticket.txt", mimeType: "text/plain", buffer: Buffer.from("a ticket") }]);
    await expect(page.getByText("ticket.txt", { exact: true })).toBeVisible();
    await expect(chat.choice("Dictate")).toBeHidden();
    await more.click();
    await page.mouse.click(width === 360 ? 180 : 1000, 200);
    await expect(more).toHaveAttribute("aria-expanded", "false");
  });

test("one or two stand beside the field as they are, and a wide chat shows all of them", async ({ page, serve }) => {
  const chat = await serve(bot, { features: "location voice-notes" });
  await expect(chat.choice("Share your location")).toBeVisible();
  await expect(chat.choice("Record a voice note")).toBeVisible();
  await expect(page.getByRole("button", { name: "More", exact: true })).toBeHidden();
  await page.locator("causerie-chat").evaluate((element: HTMLElement, names) => {
    element.style.setProperty("--causerie-width", "700px");
    element.setAttribute("features", names);
  }, features);
  for (const name of ["Share your location", "Attach files", "Dictate", "Record a voice note"])
    await expect(chat.choice(name)).toBeVisible();
  await expect(page.getByRole("button", { name: "More", exact: true })).toBeHidden();
});
