import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { iterateUntilAborted } from "./iterate-until-aborted.ts";

async function collect(source: AsyncIterable<string>, signal: AbortSignal): Promise<string[]> {
  const texts: string[] = [];
  for await (const text of iterateUntilAborted(source, signal)) texts.push(text);
  return texts;
}

function fromIterator(iterator: AsyncIterator<string>): AsyncIterable<string> {
  return { [Symbol.asyncIterator]: () => iterator };
}

test("all texts of a source that ends are passed on", async () => {
  async function* source() {
    yield "a";
    yield "b";
  }
  await expect(collect(source(), new AbortController().signal)).resolves.toEqual(["a", "b"]);
});

test("a source that hangs is left at the abort, and asked to end", async () => {
  const controller = new AbortController();
  const asked: string[] = [];
  const source: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.withResolvers<IteratorResult<string>>().promise,
      return: () => {
        asked.push("return");
        return Promise.withResolvers<IteratorResult<string>>().promise;
      },
    }),
  };
  const texts = collect(source, controller.signal);
  controller.abort(new Error("too late"));
  await expect(texts).rejects.toThrow("too late");
  expect(asked).toEqual(["return"]);
});

test("a source that has come to its end is not asked to end", async () => {
  const asked: string[] = [];
  const source = fromIterator({
    next: async () => ({ done: true, value: undefined }),
    return: async () => {
      asked.push("return");
      return { done: true, value: undefined };
    },
  });
  await expect(collect(source, new AbortController().signal)).resolves.toEqual([]);
  expect(asked).toEqual([]);
});

test.each([
  ["gives a plain value", () => ({ done: true, value: undefined })],
  [
    "throws",
    () => {
      throw new Error("cannot end");
    },
  ],
])("a source whose return %s does not hide why its reader stopped", async (_how, end) => {
  const controller = new AbortController();
  const source = fromIterator({
    next: () => Promise.withResolvers<IteratorResult<string>>().promise,
    return: end as unknown as () => Promise<IteratorResult<string>>,
  });
  const texts = collect(source, controller.signal);
  controller.abort(new Error("too late"));
  await expect(texts).rejects.toThrow("too late");
});

test("a source that never waits and never ends does not keep the abort from happening", async () => {
  async function* source() {
    for (;;) yield "more";
  }
  const controller = new AbortController();
  const texts = collect(source(), controller.signal);
  const stop = delay(5).then(() => controller.abort(new Error("too late")));
  await expect(texts).rejects.toThrow("too late");
  await stop;
});
