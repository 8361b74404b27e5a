import { expect, test } from "vitest";
import type { Where } from "./where.ts";
import { readSubmit } from "./read-submit.ts";

const where: Where = {
  from: { id: "29:ana", aliases: [] },
  locale: undefined,
  serviceUrl: "https://smba.trafficmanager.net/emea/",
  conversation: "a:1",
  thread: undefined,
  isDirect: true,
};
const reading = { connectorId: "teams", locale: undefined, now: 0 };
const submit = (value: unknown) => readSubmit({ id: "1", value }, where, reading);

test("what a story's own card brings back is kept as any store accepts it", () => {
  const value = {
    name: "A\u0000na\ud800",
    "k\u0000": String.raw`\u0000`,
    list: [1, null],
    msteams: { type: "messageBack" },
  };
  expect(submit(value)).toMatchObject({
    event: {
      content: { type: "channel_event", name: "submit", data: { name: "Ana", k: String.raw`\u0000`, list: [1, null] } },
    },
  });
  expect(submit(JSON.stringify({ lift: 3 }))).toMatchObject({ event: { content: { data: { lift: 3 } } } });
});

test("a value that nobody fills in is left alone, and a message without one is none", () => {
  expect(submit({ name: "n".repeat(20_001) })).toEqual({ type: "unused", kind: "too_large" });
  for (const none of [undefined, null, 3, "words", "[1]"]) expect(submit(none)).toBeUndefined();
});
