import type { Page } from "@playwright/test";

/** Nothing leaves this page any more, and nothing reaches IndexedDB or another tab by a channel. */
export async function cutOff(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.fetch = () => new Promise(() => {});
    WebSocket.prototype.send = () => {};
    BroadcastChannel.prototype.postMessage = () => {};
    IDBObjectStore.prototype.put = () => {
      throw new Error("no time");
    };
  });
}
