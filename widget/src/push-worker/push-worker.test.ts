import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** What a service worker has, by the names that the worker calls. */
const opened: string[] = [];
const focused: string[] = [];
let open: string[] = [];
const clients = {
  matchAll: () => Promise.resolve(open.map((url) => ({ url, focus: () => Promise.resolve(focused.push(url)) }))),
  openWindow: (url: string) => Promise.resolve(opened.push(url)),
};
const events = new EventTarget();

beforeEach(async () => {
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("clients", clients);
  await import("./push-worker.ts"); // Only the first time it listens.
  opened.length = focused.length = 0;
  open = [];
});
afterEach(() => void vi.unstubAllGlobals());

/** Presses a notification. @returns whether it was closed. */
async function press(tag: string, data: unknown): Promise<boolean> {
  let closed = false;
  const work: Promise<unknown>[] = [];
  const notification = { tag, data, close: () => void (closed = true) };
  const waitUntil = (one: Promise<unknown>): void => void work.push(one);
  events.dispatchEvent(Object.assign(new Event("notificationclick"), { notification, waitUntil }));
  await Promise.all(work);
  return closed;
}

const url = "https://harbour.example/fares";

test("a press goes to the page of the chat where it is open, and closes the notification", async () => {
  open = ["https://harbour.example/", url];
  expect(await press("causerie", { url })).toBe(true);
  expect(focused).toEqual([url]);
  expect(opened).toEqual([]);
});

test("a press opens the page of the chat where it is not open", async () => {
  open = ["https://harbour.example/"];
  expect(await press("causerie", { url })).toBe(true);
  expect(focused).toEqual([]);
  expect(opened).toEqual([url]);
});

test("a press on a notification of the site itself is left to the site", async () => {
  open = [url];
  expect(await press("news", { url })).toBe(false);
  expect(await press("causerie", undefined)).toBe(false);
  expect([...focused, ...opened]).toEqual([]);
});
