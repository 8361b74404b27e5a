import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { leaveAfterAbort } from "./leave-after-abort.ts";

test("work that ends by itself keeps its result or its error, also in the time after the abort", async () => {
  const { signal } = new AbortController();
  await expect(leaveAfterAbort(Promise.resolve(1), signal, 5)).resolves.toBe(1);
  await expect(leaveAfterAbort(Promise.reject(new Error("broken")), signal, 5)).rejects.toThrow("broken");
  const late = leaveAfterAbort(delay(5, 2), AbortSignal.abort(new Error("too late")), 1_000);
  await expect(late).resolves.toBe(2);
});

test("work that takes no notice of the abort is left behind", async () => {
  const controller = new AbortController();
  const left = leaveAfterAbort(Promise.withResolvers<number>().promise, controller.signal, 5);
  controller.abort(new Error("too late"));
  await expect(left).rejects.toThrow("too late");
});
