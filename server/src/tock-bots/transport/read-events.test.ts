import { expect, test } from "vitest";
import { readEvents, type StreamEvent } from "./read-events.ts";

async function read(parts: readonly string[], most = 1000) {
  async function* source(): AsyncGenerator<string> {
    yield* parts;
  }
  const events: StreamEvent[] = [];
  for await (const event of readEvents(source(), most)) events.push(event);
  return events;
}
const anEvent = (data: string, name = "message") => ({ type: "event", name, data });

test.each([
  ["one event", ["event: ping\ndata: 1\n\n"], [anEvent("1", "ping")]],
  ["an event in pieces", ["da", "ta: a", "b\n", "\n"], [anEvent("ab")]],
  ["breaks of two signs, cut in two", ["data: a\r", "\n\r", "\ndata:b\r\n\r\n"], [anEvent("a"), anEvent("b")]],
  ["data of two lines", ["data: a\ndata: b\n\n"], [anEvent("a\nb")]],
  ["comments, ids and empty events", [": ping\n\nid: 7\nretry: 1\ndata: a\n\nevent: x\n\n"], [anEvent("a")]],
  ["an event that is not whole", ["data: a\n\ndata: b\n"], [anEvent("a")]],
])("%s", async (_what, parts, expected) => {
  expect(await read(parts)).toEqual(expected);
});

test("an event without an end is not collected for ever", async () => {
  expect(await read(["data: a\n\n", "data: ", "b".repeat(50), "b".repeat(60), "never read"], 100)).toEqual([
    anEvent("a"),
    { type: "too_long" },
  ]);
});
