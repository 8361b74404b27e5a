import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { onAbort } from "./on-abort.ts";

test("acts once, when the signal aborts or at once if it has", () => {
  const controller = new AbortController();
  const calls: string[] = [];
  using _waiting = onAbort(controller.signal, () => calls.push("waited"));
  expect(calls).toEqual([]);
  controller.abort();
  using _late = onAbort(controller.signal, () => calls.push("at once"));
  expect(calls).toEqual(["waited", "at once"]);
});

test("does not act after it was disposed of, and leaves no listener", () => {
  const controller = new AbortController();
  const calls: string[] = [];
  onAbort(controller.signal, () => calls.push("acted"))[Symbol.dispose]();
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  controller.abort();
  expect(calls).toEqual([]);
});
