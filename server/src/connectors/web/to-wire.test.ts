import { logEventSchema } from "@causerie/protocol";
import * as v from "valibot";
import { expect, test } from "vitest";
import type { LogEvent } from "#channel/log.ts";
import { toWire } from "./to-wire.ts";

const author = { role: "bot" } as const;
const message = { type: "text", text: "t", buttons: [], quickReplies: [], on: { web: [] } } as const;

const events: LogEvent[] = [
  { seq: 1, at: 5, type: "visitor", clientId: "a", content: { type: "text", text: "hello" } },
  {
    seq: 2,
    at: 5,
    type: "visitor",
    clientId: "b",
    content: { type: "attachment", attachments: [{ kind: "image", url: "https://x.example/i" }, { kind: "file" }] },
  },
  { seq: 3, at: 5, type: "message", messageId: "m", author, message: { ...message, buttons: [], quickReplies: [] } },
  { seq: 4, at: 5, type: "message.start", messageId: "n", author: { role: "agent", name: "Ana" } },
  {
    seq: 5,
    at: 5,
    type: "message.final",
    messageId: "n",
    author,
    message: { ...message, buttons: [], quickReplies: [] },
    stopped: true,
  },
  { seq: 6, at: 5, type: "turn.end", of: 1 },
];

test("every kind of event is an event of the protocol, in its place", () => {
  const wire = events.map(toWire);
  expect(wire.map((event) => v.is(logEventSchema, event))).toEqual(events.map(() => true));
  expect(wire.map(({ seq, at, type }) => [seq, at, type])).toEqual(events.map(({ seq, at, type }) => [seq, at, type]));
});

test("what only other channels need stays here, and attachments are named", () => {
  expect(toWire(events[2] as LogEvent)).toMatchObject({
    message: { type: "text", text: "t", buttons: [], quickReplies: [] },
  });
  expect(toWire(events[2] as LogEvent)).not.toHaveProperty("message.on");
  expect(toWire(events[1] as LogEvent)).toMatchObject({ content: { type: "text", text: "https://x.example/i\nfile" } });
});
