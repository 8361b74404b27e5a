import { expect, test } from "vitest";
import { createLive } from "./live.ts";

function watcher(seen: string[], name: string) {
  return { poked: () => void seen.push(`${name} poked`), framed: () => void seen.push(`${name} framed`) };
}

test("pokes and frames reach the watchers of their conversation, as long as they watch", () => {
  const live = createLive();
  const seen: string[] = [];
  using _ = live.watch("a", watcher(seen, "first"));
  const second = live.watch("a", watcher(seen, "second"));
  using __ = live.watch("b", watcher(seen, "other"));
  live.poke("a");
  second[Symbol.dispose]();
  live.frame("a", { type: "typing", on: true });
  live.poke("nobody");
  expect(seen).toEqual(["first poked", "second poked", "first framed"]);
});

test("a watcher may end its watch while it is told, and begin a new one", () => {
  const live = createLive();
  const seen: string[] = [];
  const once = live.watch("a", {
    poked: () => {
      seen.push("once");
      once[Symbol.dispose]();
      live.watch("a", watcher(seen, "next"));
    },
    framed: () => undefined,
  });
  live.poke("a");
  live.poke("a");
  expect(seen).toEqual(["once", "next poked"]);
});
