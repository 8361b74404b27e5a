import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { rejectOnAbort } from "./reject-on-abort.ts";

test("work that ends before the abort keeps its result or its error", async () => {
  const { signal } = new AbortController();
  await expect(rejectOnAbort(Promise.resolve(1), signal)).resolves.toBe(1);
  await expect(rejectOnAbort(Promise.reject(new Error("broken")), signal)).rejects.toThrow("broken");
});

test("an abort rejects at once with its reason; what the work does later has no effect", async () => {
  const controller = new AbortController();
  const work = Promise.withResolvers<number>();
  const raced = rejectOnAbort(work.promise, controller.signal);
  controller.abort(new Error("too late"));
  work.reject(new Error("after the abort"));
  await expect(raced).rejects.toThrow("too late");
});

test("a signal that is aborted already wins over work that is done", async () => {
  const signal = AbortSignal.abort(new Error("too late"));
  await expect(rejectOnAbort(Promise.resolve(1), signal)).rejects.toThrow("too late");
});

test("no listener stays on the signal", async () => {
  const { signal } = new AbortController();
  await rejectOnAbort(Promise.resolve(1), signal);
  await rejectOnAbort(Promise.reject(new Error("broken")), signal).catch(() => undefined);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
