import { type Interference, startMiddleBox } from "#support/network/middle-box.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

/** The promise is 3 s; the rest is for a machine with other things to do. */
const soon = { timeout: 6000 };

const boxes: [string, Interference][] = [
  ["a WebSocket that is swallowed", { socket: { swallowDownAfter: 2 } }],
  ["a WebSocket that is never answered, and a stream that is buffered", { socket: "silent", stream: "buffer" }],
  ["a WebSocket without its upgrade, and a stream that gzip keeps", { socket: "strip", stream: "gzip" }],
  ["a WebSocket and a stream that are cut early", { socket: { cutAfterMs: 1500 }, stream: { cutAfterMs: 1500 } }],
  ["an HTTP/1.0 proxy", { http10: "pass" }],
  ["an HTTP/1.0 proxy that buffers", { http10: "buffer" }],
];

for (const [name, does] of boxes) {
  test(`in a browser behind ${name}, answers come`, async ({ page, demo }) => {
    await using box = await startMiddleBox(demo.url, does);
    await page.goto(`${box.url}/script-tag`);
    const chat = new ChatPage(page);
    await chat.open();
    await expect(chat.said(/I am Aubri/)).toBeVisible({ timeout: 15_000 });
    for (const [words, limit] of [
      ["opening hours", { timeout: 15_000 }], // The try that may be bad.
      ["lost", soon],
      ["fares", soon],
    ] as const) {
      const before = await chat.messages.count();
      await chat.say(words);
      await expect.poll(() => chat.messages.count(), limit).toBeGreaterThan(before + 1);
    }
    await page.close();
  });
}
