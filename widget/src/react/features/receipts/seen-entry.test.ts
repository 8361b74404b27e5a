import { expect, test } from "vitest";
import type { Entry } from "#chat/chat.ts";
import { seenEntry } from "./seen-entry.ts";

const visitor = (key: string): Entry => ({
  type: "visitor",
  key,
  at: 1,
  content: { type: "text", text: key },
  delivery: { type: "sent" },
});
const said = (key: string, role: string, name?: string): Entry => ({
  type: "message",
  key,
  at: 1,
  author: { role, ...(name !== undefined && { name }) },
  message: { type: "text", text: key, buttons: [], quickReplies: [] },
  progress: "complete",
});

test("the bot's answers do not say that a person has read anything", () => {
  expect(seenEntry({ entries: [visitor("a"), said("b", "bot")] })).toBeUndefined();
});

test("a receipt counts for what stands before it, and not for what was said after it", () => {
  const entries = [visitor("a"), visitor("b"), said("c", "bot"), visitor("d")];
  expect(seenEntry({ entries, read: { key: "c", name: "Ana" } })).toEqual({ key: "b", name: "Ana" });
});

test("who answers has read, under the name that the answer has; a later receipt has its own", () => {
  const entries = [visitor("a"), said("b", "agent", "Bo"), visitor("c")];
  expect(seenEntry({ entries })).toEqual({ key: "a", name: "Bo" });
  expect(seenEntry({ entries: [...entries], read: { key: "c", name: undefined } })).toEqual({
    key: "c",
    name: undefined,
  });
});
