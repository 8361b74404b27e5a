import { readMessage } from "@causerie/server/connectors/x/incoming/read-message.ts";
import { deliver } from "@causerie/server/connectors/x/send/deliver.ts";
import { RateWatch, untilReset } from "@causerie/server/connectors/x/send/rate-watch.ts";
import { expect, test } from "vitest";

const now = 1_800_000_000_000;
const inSeconds = (seconds: number): string => String(now / 1_000 + seconds);

test("a limit that is used up says when X takes more; of several the latest counts, and one that is left says nothing", () => {
  const waitBy = (headers: Record<string, string>) => untilReset(new Headers(headers), now);
  expect(waitBy({})).toBeUndefined();
  expect(waitBy({ "x-rate-limit-remaining": "3", "x-rate-limit-reset": inSeconds(600) })).toBeUndefined();
  const quarter = { "x-rate-limit-remaining": "0", "x-rate-limit-reset": inSeconds(600) };
  expect(waitBy(quarter)).toBe(601_000);
  const day = { "x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": inSeconds(7_200) };
  expect(waitBy({ ...quarter, ...day })).toBe(7_201_000);
  const app = { "x-app-limit-24hour-remaining": "0", "x-app-limit-24hour-reset": inSeconds(999_999) };
  expect(waitBy(app)).toBe(86_400_000);
  expect(waitBy({ "x-rate-limit-remaining": "0", "x-rate-limit-reset": "soon" })).toBeUndefined();
});

test("after the last message that X takes the next one waits, without being refused", () => {
  let clock = now;
  const watch = new RateWatch(() => clock);
  watch.see(new Headers({ "x-rate-limit-remaining": "1", "x-rate-limit-reset": inSeconds(600) }));
  expect(watch.pause()).toBe(0);
  watch.see(new Headers({ "x-rate-limit-remaining": "0", "x-rate-limit-reset": inSeconds(600) }));
  expect(watch.pause()).toBe(601_000);
  clock += 601_000;
  expect(watch.pause()).toBe(0);
});

test("words are read as they were written", () => {
  const urls = [
    { url: "https://t.co/1", expanded_url: "https://a.example/$&" },
    { url: "https://t.co/2", expanded_url: "https://twitter.com/messages/media/1" },
  ];
  const text = "a &lt; b &amp;lt; https://t.co/1 https://t.co/2";
  expect(readMessage({ text, entities: { urls } })).toEqual({
    type: "text",
    text: "a < b &lt; https://a.example/$& https://twitter.com/messages/media/1",
  });
  const media = { type: "photo", id_str: "5", url: "https://t.co/2", media_url_https: "https://ton.x.com/1.jpg" };
  expect(readMessage({ text, entities: { urls }, attachment: { type: "media", media } })).toEqual({
    type: "attachment",
    attachments: [{ kind: "image", url: "https://ton.x.com/1.jpg", id: "5" }],
    text: "a < b &lt; https://a.example/$&",
  });
  expect(readMessage({ text: "  " })).toBeUndefined();
});

test("a message that never left is taken off the count again, and what went wrong is said also when that fails", async () => {
  const changes: string[] = [];
  const book = {
    reserve: async () => void changes.push("reserved"),
    release: async () => {
      changes.push("released");
      throw new Error("the book cannot be written");
    },
  };
  const access = {
    apiUrl: "http://127.0.0.1:9",
    token: () => Promise.reject(new Error("the disk is full")),
    reject: () => undefined,
    fetch,
    now: () => now,
  };
  const blobs = { get: async () => undefined };
  const parts = { access, book, blobs, watch: new RateWatch(() => now), askEveryMs: 1 };
  const address = { user: "1", scope: "direct" as const };
  const delivery = { id: "ob_1", connectorId: "x", conversationId: "c", address, payload: { text: "hi" }, attempt: 1 };
  await expect(deliver(delivery, parts, AbortSignal.timeout(30_000))).rejects.toThrow("the disk is full");
  expect(changes).toEqual(["reserved", "released"]);
});
