import { expect, test } from "vitest";
import { FrameBuffer } from "./frame-buffer.ts";

const author = { role: "bot" } as const;

test("pieces of one text are joined, the newest typing state counts, and each frame is given out once", () => {
  const buffer = new FrameBuffer();
  buffer.add({ type: "typing", on: false });
  buffer.add({ type: "delta", messageId: "a", offset: 0, text: "ab" });
  buffer.add({ type: "delta", messageId: "a", offset: 2, text: "cd" });
  buffer.add({ type: "delta", messageId: "a", offset: 9, text: "z" });
  buffer.add({ type: "delta", messageId: "b", offset: 10, text: "x" });
  buffer.add({ type: "typing", on: true });
  expect(buffer.takeAll()).toEqual([
    { type: "delta", messageId: "a", offset: 0, text: "abcd" },
    { type: "delta", messageId: "a", offset: 9, text: "z" },
    { type: "delta", messageId: "b", offset: 10, text: "x" },
    { type: "typing", on: true },
  ]);
  expect(buffer.takeAll()).toEqual([]);
});

test("a final event makes its pieces needless, and an answer ends the typing", () => {
  const buffer = new FrameBuffer();
  const message = { type: "text", text: "ab", buttons: [], quickReplies: [] } as const;
  buffer.add({ type: "typing", on: true });
  buffer.add({ type: "delta", messageId: "a", offset: 0, text: "ab" });
  buffer.add({ type: "delta", messageId: "b", offset: 0, text: "x" });
  buffer.overtakenBy([{ seq: 1, at: 1, type: "message.start", messageId: "b", author }]);
  expect(buffer.takeAll()).toHaveLength(3);

  buffer.add({ type: "typing", on: true });
  buffer.add({ type: "delta", messageId: "a", offset: 0, text: "ab" });
  buffer.add({ type: "delta", messageId: "b", offset: 0, text: "x" });
  buffer.overtakenBy([
    {
      seq: 2,
      at: 1,
      type: "message.final",
      messageId: "a",
      author,
      message: { ...message, buttons: [], quickReplies: [] },
    },
  ]);
  expect(buffer.takeAll()).toEqual([{ type: "delta", messageId: "b", offset: 0, text: "x" }]);
});

test("more than 64 kB are not kept: the text then waits for its final event", () => {
  const buffer = new FrameBuffer();
  for (let offset = 0; offset < 200_000; offset += 1000) {
    buffer.add({ type: "delta", messageId: "a", offset, text: "x".repeat(1000) });
  }
  const kept = buffer.takeAll().flatMap((frame) => (frame.type === "delta" ? [frame.text.length] : []));
  expect(kept).toEqual([65_000]);
});
