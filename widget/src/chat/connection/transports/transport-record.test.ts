import { expect, test } from "vitest";
import { systemClock } from "#chat/clock.ts";
import { createMemoryStorage } from "#chat/storage/key-value-storage.ts";
import { createTransportRecord } from "./transport-record.ts";

const clock = { ...systemClock, now: () => 1_000_000 };

test("each further failure doubles the time, up to a day", () => {
  const record = createTransportRecord(createMemoryStorage(), clock, () => "wifi");
  const waits = Array.from({ length: 14 }, () => {
    record.failed("socket", 60_000);
    return ((record.retryAt("socket") ?? 0) - clock.now()) / 60_000;
  });
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440, 1440]);
  record.worked("socket");
  expect(record.retryAt("socket")).toBeUndefined();
});

test("the next page knows it, on the same kind of network", async () => {
  const storage = createMemoryStorage();
  createTransportRecord(storage, clock, () => "wifi").failed("sse", 60_000);
  const same = createTransportRecord(storage, clock, () => "wifi");
  await same.load();
  expect(same.retryAt("sse")).toBe(1_060_000);
  const other = createTransportRecord(storage, clock, () => "cellular");
  await other.load();
  expect(other.retryAt("sse")).toBeUndefined();
});

test("the last resort is never passed over, and what cannot be read is ignored", async () => {
  const storage = createMemoryStorage(new Map([["transports ", '{"socket":true}']]));
  const record = createTransportRecord(storage, clock, () => "");
  await record.load();
  record.failed("poll", 60_000);
  expect(record.retryAt("poll")).toBeUndefined();
  expect(record.retryAt("socket")).toBeUndefined();
});
