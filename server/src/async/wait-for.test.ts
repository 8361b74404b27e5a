import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { waitFor } from "./wait-for.ts";

const never = (): void => undefined;

test("the first value that is handed over is the result", async () => {
  const { signal } = new AbortController();
  const value = waitFor<number>((done) => {
    done(1);
    done(2);
  }, signal);
  await expect(value).resolves.toBe(1);
});

test("the time that is over, and an abort, end the wait without a value", async () => {
  await expect(waitFor(never, new AbortController().signal, 1)).resolves.toBeUndefined();
  const controller = new AbortController();
  const value = waitFor(never, controller.signal);
  controller.abort();
  await expect(value).resolves.toBeUndefined();
});

test("a value that came before an abort is kept", async () => {
  const controller = new AbortController();
  const value = waitFor<string>((done) => {
    done("in time");
    controller.abort();
  }, controller.signal);
  await expect(value).resolves.toBe("in time");
});

test("on an aborted signal nothing is begun", async () => {
  let begun = false;
  await expect(waitFor(() => (begun = true), AbortSignal.abort())).resolves.toBeUndefined();
  expect(begun).toBe(false);
});

test("no listener stays on the signal, however the wait ends", async () => {
  const { signal } = new AbortController();
  await waitFor<number>((done) => done(1), signal);
  await waitFor(never, signal, 1);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
