import type { Message } from "@causerie/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createScriptedChat } from "#react/testing/scripted-chat.ts";
import { withPauses } from "./with-pauses.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const text = (words: string): Message => ({
  type: "text",
  text: words,
  buttons: [],
  quickReplies: [{ type: "text", label: "Thanks" }],
});

function start() {
  const inner = createScriptedChat();
  const chat = withPauses(inner, 700);
  let drawn = 0;
  const stop = chat.subscribe(() => (drawn += 1));
  return { inner, chat, stop, drawn: () => drawn, shown: () => chat.getState().entries.length };
}

test("messages appear one after another, and the suggestions with the last of them", () => {
  const { inner, chat, drawn, shown } = start();
  for (const words of ["One", "Two", "Three"]) inner.receive(text(words));
  expect(shown()).toBe(1);
  expect(chat.getState()).toMatchObject({ typing: true, quickReplies: [] });
  vi.advanceTimersByTime(699);
  expect(shown()).toBe(1);
  const before = drawn();
  vi.advanceTimersByTime(1);
  expect(shown()).toBe(2);
  expect(drawn()).toBe(before + 1);
  vi.advanceTimersByTime(700);
  expect(shown()).toBe(3);
  expect(chat.getState()).toMatchObject({ typing: false, quickReplies: [{ label: "Thanks" }] });
  expect(chat.getState()).toBe(chat.getState());
});

test("one that comes after a pause is there at once", () => {
  const { inner, shown } = start();
  inner.receive(text("One"));
  vi.advanceTimersByTime(701);
  inner.receive(text("Two"));
  expect(shown()).toBe(2);
});

test("what was said before is there at once, also what is loaded later", () => {
  const { entries } = (() => {
    const said = createScriptedChat();
    for (const words of ["One", "Two", "Three"]) said.receive(text(words));
    return said.getState();
  })();
  const inner = createScriptedChat({ entries: entries.slice(1) }, [entries.slice(0, 1)]);
  const chat = withPauses(inner, 700);
  chat.subscribe(() => {});
  expect(chat.getState().entries).toHaveLength(2);
  void inner.loadEarlier();
  expect(chat.getState().entries).toHaveLength(inner.getState().entries.length);
});

test("everything is there once the visitor acts, or nobody looks any more", () => {
  const { inner, chat, stop, shown } = start();
  for (const words of ["One", "Two", "Three"]) inner.receive(text(words));
  chat.sendText("Stop");
  expect(shown()).toBe(4);
  for (const words of ["Four", "Five"]) inner.receive(text(words));
  expect(shown()).toBe(5);
  stop();
  expect(shown()).toBe(6);
  expect(vi.getTimerCount()).toBe(0);
});
