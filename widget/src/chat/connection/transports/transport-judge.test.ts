import { expect, test } from "vitest";
import type { TransportName } from "#chat/chat.ts";
import { ChatError } from "#chat/chat-error.ts";
import { systemClock } from "#chat/clock.ts";
import { createMemoryStorage } from "#chat/storage/key-value-storage.ts";
import { createTransportJudge } from "./transport-judge.ts";
import { youngMs } from "./transport.ts";
import { createTransportRecord } from "./transport-record.ts";

const cut = new ChatError("network");

function prepare() {
  const record = createTransportRecord(createMemoryStorage(), systemClock, () => "");
  const judge = createTransportJudge(record);
  /** @returns whether it counts as broken now. */
  const dieYoung = (name: TransportName): boolean => {
    judge.opened(name);
    return judge.closed(name, cut, youngMs / 2);
  };
  return { record, judge, dieYoung };
}

test.each<TransportName[]>([
  ["socket", "socket", "sse", "sse"],
  ["socket", "sse", "socket", "sse"],
  ["socket", "sse", "sse", "socket"],
  ["sse", "socket", "socket", "sse"],
])("two that are cut again and again are both passed over, in whatever order they die: %s, %s, %s, %s", (...deaths) => {
  const { record, judge, dieYoung } = prepare();
  for (const name of deaths) dieYoung(name);
  judge.opened("poll");
  expect(record.retryAt("socket")).toBeDefined();
  expect(record.retryAt("sse")).toBeDefined();
});

test("one death is chance, and so is a second after something lived", () => {
  const { record, judge, dieYoung } = prepare();
  expect(dieYoung("socket")).toBe(false);
  judge.grewOld("sse");
  expect(dieYoung("socket")).toBe(false);
  judge.opened("poll");
  expect(record.retryAt("socket")).toBeUndefined();
});
