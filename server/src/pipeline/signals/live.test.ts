import { expect, test } from "vitest";
import type { Frame } from "#channel/log.ts";
import { createLive } from "./live.ts";

function watcher(seen: string[], name: string) {
  return { wake: () => void seen.push(`${name} poked`), frame: () => void seen.push(`${name} framed`) };
}

test("pokes and frames reach the watchers of their conversation, as long as they watch", () => {
  const live = createLive();
  const seen: string[] = [];
  using _ = live.watch("a", watcher(seen, "first"));
  const second = live.watch("a", watcher(seen, "second"));
  using __ = live.watch("b", watcher(seen, "other"));
  live.wake("a");
  second[Symbol.dispose]();
  live.frame("a", { type: "typing", on: true });
  live.wake("nobody");
  expect(seen).toEqual(["first poked", "second poked", "first framed"]);
});

test("who comes in the middle of a text is given what there is of it, and after the end of the turn nothing", () => {
  const live = createLive();
  const delta = (offset: number, text: string) => ({ type: "delta" as const, messageId: "m", offset, text });
  live.frame("a", delta(0, "Once "));
  live.frame("a", delta(5, "upon"));
  const seen: Frame[] = [];
  live.watch("a", { wake: () => undefined, frame: (frame) => void seen.push(frame) });
  live.frame("a", delta(9, " a time"));
  expect(seen).toEqual([delta(0, "Once upon"), delta(9, " a time")]);

  live.frame("a", delta(0, "Twice"));
  const again: Frame[] = [];
  live.watch("a", { wake: () => undefined, frame: (frame) => void again.push(frame) });
  expect(again).toEqual([delta(0, "Twice")]);
  live.frame("a", { type: "typing", on: false });
  const late: Frame[] = [];
  live.watch("a", { wake: () => undefined, frame: (frame) => void late.push(frame) });
  expect(late).toEqual([]);
});

test("a watcher may end its watch while it is told, and begin a new one", () => {
  const live = createLive();
  const seen: string[] = [];
  const once = live.watch("a", {
    wake: () => {
      seen.push("once");
      once[Symbol.dispose]();
      live.watch("a", watcher(seen, "next"));
    },
    frame: () => undefined,
  });
  live.wake("a");
  live.wake("a");
  expect(seen).toEqual(["once", "next poked"]);
});
