import { logEventSchema } from "@causerie/protocol";
import * as v from "valibot";
import { expect, test } from "vitest";
import type { EventContent } from "#channel/event.ts";
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
  visitor(7, { type: "location", latitude: 50.6, longitude: 3.06, title: "Here" }),
  visitor(8, { type: "feedback", value: "up", messageId: "m" }),
  visitor(9, { type: "end" }),
];

const toFileUrl = (seq: number): string => `https://chat.example/files/${seq}`;

function visitor(seq: number, content: EventContent): LogEvent {
  return { seq, at: 5, type: "visitor", clientId: `c${seq}`, content };
}

test("every kind of event is an event of the protocol, with its seq", () => {
  const wire = events.map((event) => toWire(event, toFileUrl));
  expect(wire.map((event) => v.is(logEventSchema, event))).toEqual(events.map(() => true));
  expect(wire.map(({ seq, at, type }) => [seq, at, type])).toEqual(events.map(({ seq, at, type }) => [seq, at, type]));
});

test("locations, opinions and ends are passed on unchanged", () => {
  const contents = events.slice(6).map((event) => (event.type === "visitor" ? event.content : undefined));
  expect(events.slice(6).map((event) => toWire(event, toFileUrl))).toMatchObject(
    contents.map((content) => ({ type: "visitor", content })),
  );
});

test("an event without words keeps its seq and nothing else", () => {
  const hidden: EventContent[] = [
    { type: "optin", ref: "news" },
    { type: "handover", to: "agent" },
    { type: "notification", link: "fares?note=secret" },
  ];
  for (const content of hidden) {
    const wire = toWire(visitor(7, content), toFileUrl);
    expect(wire).toEqual({ type: "note", seq: 7, at: 5 });
    expect(v.is(logEventSchema, wire)).toBe(true);
  }
});

test("a file that a story has made has its place in the log, and a link; nothing says what it is called in the store", () => {
  const file = { blob: `sha256-${"a".repeat(43)}`, name: "ticket.pdf", mediaType: "application/pdf", bytes: 5 };
  const said = { type: "media" as const, media: { kind: "file" as const, alt: "Your ticket", file } };
  const wire = toWire(
    { seq: 9, at: 5, type: "message", messageId: "m", author, message: { ...said, buttons: [], quickReplies: [] } },
    toFileUrl,
  );
  expect(wire).toMatchObject({
    message: {
      media: {
        kind: "file",
        alt: "Your ticket",
        url: "https://chat.example/files/9",
        file: { id: "9.0", name: "ticket.pdf", mediaType: "application/pdf", bytes: 5 },
      },
    },
  });
  expect(JSON.stringify(wire)).not.toContain("sha256-");
  expect(v.is(logEventSchema, wire)).toBe(true);
});

test("who did something is not told to the page", () => {
  const from = { id: "u1", aliases: [{ type: "phone", value: "+33 1" }], profile: { name: "Ana" } };
  const event = { ...visitor(7, { type: "text", text: "hello" }), from } as LogEvent;
  expect(toWire(event, toFileUrl)).not.toHaveProperty("from");
});

test("fields of other channels are left out, and attachments are shown by their names", () => {
  expect(toWire(events[2] as LogEvent, toFileUrl)).toMatchObject({
    message: { type: "text", text: "t", buttons: [], quickReplies: [] },
  });
  expect(toWire(events[2] as LogEvent, toFileUrl)).not.toHaveProperty("message.on");
  expect(toWire(events[1] as LogEvent, toFileUrl)).toMatchObject({
    content: { type: "text", text: "https://x.example/i\nfile" },
  });
});
