import { cutOff } from "#e2e/cut-off.ts";
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

/** What a browser may throw, as one that keeps nothing of a site does, or one whose disk is full. */
const refusals: Record<string, () => void> = {
  "a SecurityError for each storage": () => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"])
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException("forbidden", "SecurityError");
        },
      });
  },
  "a QuotaExceededError for each write": () => {
    const refuse = (): never => {
      throw new DOMException("full", "QuotaExceededError");
    };
    Storage.prototype.setItem = refuse;
    IDBObjectStore.prototype.put = refuse;
    IDBObjectStore.prototype.add = refuse;
  },
};

for (const [what, refuse] of Object.entries(refusals))
  test(`a browser that throws ${what}: the chat goes on, and so do its features`, async ({
    page,
    chat,
    pageErrors,
  }) => {
    await page.addInitScript(refuse);
    await chat.visit({ features: "home window sound language read-aloud notifications proactive" });
    await chat.say("hello");
    await expect(chat.said("hello")).toContainText("Sent");
    chat.receive({ type: "text", text: "Gate 4", buttons: [], quickReplies: [] });
    await expect(chat.said("Gate 4")).toBeVisible();
    await page.getByRole("button", { name: "Menu" }).click();
    await expect(page.getByRole("menuitem", { name: "Language: English" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await chat.launcher.click();
    await expect(chat.said("Gate 4")).toBeVisible();
    expect(chat.sent()).toEqual([{ type: "text", text: "hello" }]);
    expect(pageErrors).toEqual([]);
  });

test("a browser that answers no call to IndexedDB from some moment on", async ({ page, chat }) => {
  await chat.visit();
  await chat.say("before");
  await expect(chat.said("before")).toContainText("Sent");
  await page.evaluate(silences["each call to IndexedDB"] ?? (() => {}));
  for (const text of ["one", "two", "three"]) await chat.say(text);
  await expect(chat.said("three")).toContainText("Sent", { timeout: 15_000 });
});

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

test("what a tab left behind in a chat whose endpoint begins with that of another one stays there", async ({
  page,
  chat,
  context,
}) => {
  await chat.visit();
  const dying = new WidgetPage(await context.newPage(), chat.server);
  await dying.visit();
  const other = `${chat.server.endpoint}-de`;
  await dying.page.evaluate((endpoint) => {
    document.querySelector("causerie-chat")?.setAttribute("endpoint", endpoint);
  }, other);
  await dying.page.waitForRequest((request) => request.url().startsWith(other));
  await cutOff(dying.page);
  await dying.say("Guten Tag");
  await expect(dying.said("Guten Tag")).toBeVisible();
  const keys = await dying.page.evaluate(() => Object.keys(localStorage));
  expect(keys.filter((key) => key.includes(other))).not.toEqual([]);
  await dying.page.close();
  await chat.say("hello");
  await expect(chat.said("hello")).toContainText("Sent");
  await page.reload();
  await expect(chat.said("hello")).toBeVisible();
  await expect(chat.said("Guten Tag")).toHaveCount(0);
  expect(chat.sent()).toEqual([{ type: "text", text: "hello" }]);
});
