import { expect, test } from "vitest";
import type { Entry } from "#chat/chat.ts";
import { replacedIn } from "./replaced.ts";

function typed(key: string, replaces?: string): Entry {
  const content = { type: "text" as const, text: key, ...(replaces === undefined ? {} : { replaces }) };
  return { type: "visitor", key, at: 0, content, delivery: { type: "sent" } };
}

function said(key: string): Entry {
  const message = { type: "text" as const, text: key, buttons: [], quickReplies: [] };
  return { type: "message", key, at: 0, author: { role: "bot" }, message, progress: "complete" };
}

test("a message takes the place of the visitor's last one and of the answers to it", () => {
  const entries = [said("hello"), typed("a"), said("a1"), said("a2"), typed("b", "a"), said("b1"), typed("c", "b")];
  expect([...replacedIn(entries)]).toEqual([
    ["a", "b"],
    ["a1", "b"],
    ["a2", "b"],
    ["b", "c"],
    ["b1", "c"],
  ]);
});

test("one that names an earlier message, or none that is there, replaces nothing", () => {
  expect([...replacedIn([typed("a"), said("a1"), typed("b"), typed("c", "a"), typed("d", "gone")])]).toEqual([]);
});
