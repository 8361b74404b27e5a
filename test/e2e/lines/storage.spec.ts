import type { Page } from "@playwright/test";
import { expect, test, WidgetPage } from "#e2e/widget-page.ts";

/** What a browser may never answer. Each is called in the page. */
const silences: Record<string, () => void> = {
  "the opening of IndexedDB": () => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  },
  "each call to IndexedDB": () => {
    IDBTransaction.prototype.addEventListener = () => {};
  },
  "Web Locks": () => {
    LockManager.prototype.request = () => new Promise(() => {});
  },
  BroadcastChannel: () => {
    BroadcastChannel.prototype.postMessage = () => {};
  },
};

for (const [what, silence] of Object.entries(silences))
  test(`a browser that never answers: ${what}`, async ({ page, chat }) => {
    await page.addInitScript(silence);
    await chat.visit();
    await chat.say("hello");
    await expect(chat.said("hello")).toContainText("Sent", { timeout: 20_000 });
  });

test("a browser that answers no call to IndexedDB from some moment on", async ({ page, chat }) => {
  await chat.visit();
  await chat.say("before");
  await expect(chat.said("before")).toContainText("Sent");
  await page.evaluate(silences["each call to IndexedDB"] ?? (() => {}));
  for (const text of ["one", "two", "three"]) await chat.say(text);
  await expect(chat.said("three")).toContainText("Sent", { timeout: 15_000 });
});

/** Nothing leaves this page any more, and nothing reaches IndexedDB or another tab by a channel. */
async function cutOff(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.fetch = () => new Promise(() => {});
    WebSocket.prototype.send = () => {};
    BroadcastChannel.prototype.postMessage = () => {};
    IDBObjectStore.prototype.put = () => {
      throw new Error("no time");
    };
  });
}

test("what a tab could not even store before it was closed is sent by the next page", async ({
  page,
  chat,
  context,
}) => {
  await chat.visit();
  await cutOff(page);
  await chat.say("goodbye");
  await page.close();
  const next = new WidgetPage(await context.newPage(), chat.server);
  await next.visit();
  await expect(next.said("goodbye")).toContainText("Sent");
  expect(chat.sent()).toEqual([{ type: "text", text: "goodbye" }]);
  const left = (): Promise<string[]> => next.page.evaluate(() => Object.keys(localStorage));
  await expect.poll(async () => (await left()).filter((key) => key.startsWith("causerie unsent"))).toEqual([]);
});

test("what a tab left behind is sent by another one that lives", async ({ page, chat, context }) => {
  await chat.visit();
  const dying = new WidgetPage(await context.newPage(), chat.server);
  await dying.visit();
  await cutOff(dying.page);
  await dying.say("from a dying tab");
  await dying.page.close();
  await expect(chat.said("from a dying tab")).toContainText("Sent");
  expect(chat.sent()).toEqual([{ type: "text", text: "from a dying tab" }]);
  await page.close();
});
