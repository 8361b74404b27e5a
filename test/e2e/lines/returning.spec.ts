import type { CDPSession, Page } from "@playwright/test";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test as demoTest } from "#e2e/fixtures.ts";
import { test } from "#e2e/widget-page.ts";

/** A message that a page leaves unsent, as the start of the chat is for a moment, makes the next page load the chat at once. */
async function hasUnsent(page: Page): Promise<boolean> {
  return await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(new Error("no storage", { cause: request.error })));
      });
    const database = await done(indexedDB.open("causerie", 1));
    const [table = ""] = database.objectStoreNames;
    const keys = await done(database.transaction(table).objectStore(table).getAllKeys());
    database.close();
    return keys.some((key) => typeof key === "string" && key.includes("outbox/"));
  });
}

type Traffic = { requests: string[]; sockets: number; bytes(): number };

/** What a page really loads, in bytes over the connection, compressed and with the heads of the responses. */
async function watchTraffic(page: Page): Promise<Traffic> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const ours = new Map<string, number>();
  const traffic: Traffic = {
    requests: [],
    sockets: 0,
    bytes: () => [...ours.values()].reduce((sum, bytes) => sum + bytes, 0),
  };
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    const { pathname } = new URL(request.url);
    if (!/^\/(causerie|web\/)/.test(pathname)) return;
    traffic.requests.push(`${request.method} ${pathname.replace(/-[\w-]{7}\.js$/, "-….js")}`);
    ours.set(requestId, 0);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (ours.has(requestId)) ours.set(requestId, encodedDataLength);
  });
  session.on("Network.webSocketCreated", () => {
    traffic.sockets += 1;
  });
  return traffic;
}

demoTest(
  "a visitor who comes back, with the window closed, pays for the loader and one small question",
  async ({ page, demo }) => {
    await page.goto(`${demo.url}/script-tag`);
    const chat = new ChatPage(page);
    await chat.open();
    await expect(chat.said(/I am Aubri/)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();

    const traffic = await watchTraffic(page);
    await page.reload();
    await expect.poll(() => traffic.requests.at(-1)).toBe("POST /web/v1/session/unread");
    await page.waitForLoadState("networkidle");
    expect(traffic.requests).toEqual(["GET /causerie.js", "GET /causerie/idle-….js", "POST /web/v1/session/unread"]);
    expect(traffic.sockets).toBe(0);
    expect(traffic.bytes()).toBeLessThan(8_500);

    // On the page after that the browser has the small script.
    const before = traffic.bytes();
    await page.reload();
    await expect.poll(() => traffic.requests.length).toBe(6);
    await page.waitForLoadState("networkidle");
    expect(traffic.bytes() - before).toBeLessThan(1_500);

    await chat.open();
    await expect(chat.said(/I am Aubri/)).toBeVisible();
  },
);

demoTest("a first open costs what the README says", async ({ page, demo }) => {
  const traffic = await watchTraffic(page);
  await page.goto(`${demo.url}/script-tag`);
  await expect(new ChatPage(page).launcher).toBeVisible();
  await expect.poll(() => traffic.bytes()).toBeGreaterThan(4_000);
  expect(traffic.bytes()).toBeLessThan(5_600);
  await new ChatPage(page).open();
  const code = (): string[] => traffic.requests.filter((request) => request.endsWith(".js"));
  await expect.poll(code).toEqual(["GET /causerie.js", "GET /causerie/chat-….js", "GET /causerie/socket-….js"]);
  await expect.poll(() => traffic.bytes()).toBeGreaterThan(45_000);
  expect(traffic.bytes()).toBeLessThan(58_000);
});

test("an answer that came while the visitor was away is shown on the launcher, and in the chat", async ({ chat }) => {
  const { page, server } = chat;
  await chat.visit();
  await expect.poll(() => hasUnsent(page)).toBe(false);
  await page.keyboard.press("Escape");
  await page.goto("about:blank");
  chat.receive({ type: "text", text: "Your bag was found.", buttons: [], quickReplies: [] });
  const asked = server.requests.length;
  await page.goto(new URL("/", server.endpoint).href);
  await expect(page.getByRole("button", { name: "Chat, 1 unread message" })).toBeVisible();
  expect(server.requests.slice(asked)[0]).toBe("POST /session/unread");
  await page.getByRole("button", { name: /^Chat/ }).click();
  await expect(chat.said("Your bag was found.")).toBeVisible();
});

test("a message that waits is sent from the next page, though its window is closed", async ({ chat }) => {
  const { page, server } = chat;
  await chat.visit();
  server.faults.refuse = "unavailable";
  await chat.say("I lost a bag");
  await expect(chat.said("I lost a bag")).toContainText("Waiting to send");
  await page.keyboard.press("Escape");
  await page.goto("about:blank");
  server.faults.refuse = undefined;
  await page.goto(new URL("/", server.endpoint).href);
  await expect.poll(() => chat.sent()).toEqual([{ type: "text", text: "I lost a bag" }]);
});

test("a page that stays open asks again, ever more rarely", async ({ chat }) => {
  const { page, server } = chat;
  await chat.visit();
  await expect.poll(() => hasUnsent(page)).toBe(false);
  await page.keyboard.press("Escape");
  await page.clock.install();
  const asked = server.requests.length;
  const questions = (): number =>
    server.requests.slice(asked).filter((request) => request === "POST /session/unread").length;
  await page.reload();
  await expect
    .poll(async () => {
      // In small steps: a clock that runs ahead of the browser's storage says that the storage does not answer.
      await page.clock.runFor(100);
      return questions();
    })
    .toBe(1);
  await page.clock.runFor(60_000);
  await expect.poll(questions).toBe(2);
  await page.clock.runFor(60_000);
  expect(questions()).toBe(2);
  await page.clock.runFor(60_000);
  await expect.poll(questions).toBe(3);
  chat.receive({ type: "text", text: "Your bag was found.", buttons: [], quickReplies: [] });
  await page.clock.runFor(4 * 60_000);
  await expect(page.getByRole("button", { name: "Chat, 1 unread message" })).toBeVisible();
});

test("a page that never gives its headers is asked for them again", async ({ chat }) => {
  const { page, server } = chat;
  await chat.visit();
  await expect.poll(() => hasUnsent(page)).toBe(false);
  await page.keyboard.press("Escape");
  await page.clock.install();
  await page.addInitScript(() => {
    const host = globalThis as unknown as { asked: number[]; Causerie: unknown[] };
    host.asked = [];
    const headers = (): unknown =>
      host.asked.push(performance.now()) === 1 ? new Promise(() => {}) : { "x-tenant": "harbour" };
    host.Causerie = [["config", { headers }]];
  });
  const before = server.requests.length;
  const asked = (): Promise<number[]> => page.evaluate(() => (globalThis as unknown as { asked: number[] }).asked);
  await page.reload();
  await expect
    .poll(
      async () => {
        await page.clock.runFor(1_000);
        return (await asked()).length;
      },
      { intervals: [20] },
    )
    .toBe(2);
  // In the page's own time, which goes on by itself, too: 5 seconds of patience, a minute's pause, and some room for a slow machine.
  const [first = 0, second = 0] = await asked();
  expect(second - first).toBeGreaterThan(63_000);
  await expect.poll(() => server.requests.slice(before)).toContain("POST /session/unread");
});
