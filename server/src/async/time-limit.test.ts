import { getEventListeners } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { TimeLimit } from "./time-limit.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("the signal aborts when the time is over, with the reason that was asked for", () => {
  vi.useFakeTimers();
  using limit = new TimeLimit({ ms: 100, timeoutReason: () => new Error("too slow") });
  vi.advanceTimersByTime(99);
  expect(limit.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(limit.signal.reason).toEqual(new Error("too slow"));
});

test("without a time there is no timer", () => {
  vi.useFakeTimers();
  using _endless = new TimeLimit({ ms: Infinity });
  using _open = new TimeLimit({});
  expect(vi.getTimerCount()).toBe(0);
});

test("the abort of the parent is passed on, with its own reason or with another", () => {
  const parent = new AbortController();
  using same = new TimeLimit({ parent: parent.signal });
  using other = new TimeLimit({ parent: parent.signal, parentReason: () => new Error("not waited for") });
  parent.abort(new Error("the server stops"));
  expect(same.signal.reason).toEqual(new Error("the server stops"));
  expect(other.signal.reason).toEqual(new Error("not waited for"));
  using late = new TimeLimit({ parent: parent.signal });
  expect(late.signal.reason).toEqual(new Error("the server stops"));
});

test("only the first abort counts", () => {
  using limit = new TimeLimit({});
  limit.abort(new Error("stopped"));
  limit.abort(new Error("superseded"));
  expect(limit.signal.reason).toEqual(new Error("stopped"));
});

test("disposing aborts the signal, and leaves neither timer nor listener behind", () => {
  vi.useFakeTimers();
  const parent = new AbortController();
  const limit = new TimeLimit({ ms: 100, parent: parent.signal });
  limit[Symbol.dispose]();
  expect(limit.signal.aborted).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(parent.signal, "abort")).toEqual([]);
});
