import type { Message } from "@causerie/protocol";
import { said } from "#e2e/sample-messages.ts";
import { expect, test } from "#e2e/widget-page.ts";

/** A picture of this size that needs no server. */
function picture(width: number, height: number): Message {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="teal"/></svg>`;
  const url = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
  return { type: "media", media: { kind: "image", url, alt: `${width} by ${height}` }, buttons: [], quickReplies: [] };
}

test("copied text has no words that nobody sees", async ({ page, chat, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await chat.visit({ mode: "inline" });
  await chat.say("Where is the fare list?");
  chat.receive(
    said("Here: https://a.example/fares and [the map](https://a.example/map).\n\n```sh\nnpm install x\n```"),
  );
  await expect(chat.said("npm install x")).toBeVisible();
  await chat.said("Here:").getByText("Here:").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+C");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("Where is the fare list?");
  expect(copied).toContain("Here: https://a.example/fares and the map.");
  expect(copied).toContain("npm install x");
  expect(copied).not.toMatch(/said:|new tab|\bsh\b/);
});

test("after midnight today is yesterday", async ({ page, chat }) => {
  await page.clock.install({ time: new Date(1970, 0, 1, 12) }); // The log of this server begins in 1970.
  await chat.visit();
  chat.receive(said("Hello"));
  const mark = page.locator(".causerie-day");
  await expect(mark).toHaveText("Today");
  await page.clock.fastForward("24:00:00");
  // The thread looks at the clock each minute, and may have begun to look just now.
  await expect
    .poll(async () => {
      await page.clock.fastForward(60_000);
      return mark.textContent();
    })
    .toBe("Yesterday");
});

test("code has the size of the text, and says its language", async ({ page, chat }) => {
  await chat.visit();
  chat.receive(said("Run\n\n```sh\nnpm install x\n```\n\nand `npm start`"));
  const code = page.locator("pre code");
  await expect(code).toBeVisible();
  const size = await chat.messages
    .last()
    .locator("p")
    .first()
    .evaluate((text) => getComputedStyle(text).fontSize);
  await expect(code).toHaveCSS("font-size", size);
  expect(await page.locator("pre").evaluate((box) => getComputedStyle(box, "::before").content)).toBe('"sh"');
});

for (const [width, height] of [
  [800, 200],
  [300, 400],
  [600, 600],
] as const)
  test(`a picture of ${width} by ${height} is shown in its own shape`, async ({ chat }) => {
    await chat.visit();
    chat.receive(picture(width, height));
    const image = chat.thread.getByRole("img");
    await expect
      .poll(async () => {
        const box = await image.boundingBox();
        return box === null ? 0 : box.width / box.height;
      })
      .toBeCloseTo(width / height, 1);
  });

test("what is read further up stays in place when a picture above it gets its size", async ({ page, chat }) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/late.svg", async (route) => {
    await held;
    await route.fulfill({
      contentType: "image/svg+xml",
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="300"/>',
    });
  });
  await chat.visit();
  const url = new URL("/late.svg", chat.server.endpoint).href;
  chat.receive({ type: "media", media: { kind: "image", url, alt: "Late" }, buttons: [], quickReplies: [] });
  for (let count = 1; count <= 30; count += 1) chat.receive(said(`Message ${count}`));
  await expect(chat.said("Message 30")).toBeInViewport();
  await chat.thread.hover();
  await page.mouse.wheel(0, -500);
  await page.waitForTimeout(400);
  const seen = chat.said(/Message 15$/);
  const place = async (): Promise<number | undefined> => (await chat.messages.nth(15).boundingBox())?.y;
  const before = await place();
  const height = await chat.thread.evaluate((log) => log.scrollHeight);
  release();
  await expect.poll(() => chat.thread.evaluate((log) => log.scrollHeight)).not.toBe(height);
  expect(await place()).toBe(before);
  await expect(seen).toHaveCount(1);
});
