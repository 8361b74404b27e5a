import type { WebSocket } from "@playwright/test";
import { countWhatIsHeld, readHeld } from "#e2e/held-by-page.ts";
import { expect, test } from "./fixtures.ts";

/** SharePoint takes parts away and shows others on the same page all day long: nothing may be left behind. */

/** Socket.IO's client has one listener for "offline" and one for "pagehide", from its first use to the end of the page. */
const left = { listeners: 2, timers: 0, channels: 0, databases: 0 };

test(
  "a web part that is taken away leaves no socket, timer, listener, channel or database",
  { tag: "@quick" },
  async ({ intranet, page }) => {
    const sockets: WebSocket[] = [];
    page.on("websocket", (socket) => sockets.push(socket));
    await countWhatIsHeld(page);
    await intranet.visit();
    // SharePoint's framework and the package's code are loaded with the first part.
    const first = await intranet.addChat();
    await first.converse();
    await first.remove();
    await expect.poll(() => sockets.every((socket) => socket.isClosed())).toBe(true);
    await expect.poll(() => readHeld(page)).toEqual(left);

    for (const column of ["wide", "narrow"]) {
      const chat = await intranet.addChat({}, { column, theme: await intranet.sectionTheme("none") });
      await chat.converse(`In the ${column} column`);
      await chat.setTheme(await intranet.sectionTheme("strong"));
      expect(await readHeld(page)).not.toEqual(left);
      expect(sockets.some((socket) => !socket.isClosed())).toBe(true);
      await chat.remove();
      await expect.poll(() => readHeld(page)).toEqual(left);
      await expect.poll(() => sockets.every((socket) => socket.isClosed())).toBe(true);
      const locks = await page.evaluate(() => navigator.locks.query());
      expect([...(locks.held ?? []), ...(locks.pending ?? [])]).toEqual([]);
    }

    // Taken away while it is being fetched and opened.
    for (const ms of [0, 5, 50, 200]) {
      const part = await intranet.addWebPart({ endpoint: intranet.endpoint });
      await page.waitForTimeout(ms);
      await part.remove();
    }
    await expect.poll(() => readHeld(page)).toEqual(left);
    await expect.poll(() => sockets.every((socket) => socket.isClosed())).toBe(true);
  },
);

test("a launcher that is taken away leaves nothing either", async ({ intranet, page }) => {
  const sockets: WebSocket[] = [];
  page.on("websocket", (socket) => sockets.push(socket));
  await countWhatIsHeld(page);
  await intranet.visit();
  await intranet.addPlaceholder();
  for (const round of [1, 2, 3]) {
    const key = await intranet.addLauncher({ endpoint: intranet.endpoint });
    const closed = page.getByRole("button", { name: /^Chat\b/, expanded: false });
    await expect(intranet.bottom.element).toHaveCount(1);
    await page.waitForTimeout(200);
    if (await closed.isVisible()) await closed.click();
    await intranet.bottom.converse(`Round ${round}`);
    await intranet.remove(key);
    await expect(intranet.bottom.element).toHaveCount(0);
    await expect.poll(() => sockets.every((socket) => socket.isClosed())).toBe(true);
    await expect.poll(() => readHeld(page)).toEqual(left);
  }
});
