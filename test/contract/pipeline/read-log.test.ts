import type { ConnectorHost } from "@causerie/server/channel/host/connector-host.ts";
import { readLog } from "@causerie/server/channel/kit/log-reader.ts";
import type { ConversationLog } from "@causerie/server/channel/log.ts";
import { createInProcessSignals } from "@causerie/server/pipeline/signals/in-process-signals.ts";
import { watchLog } from "@causerie/server/pipeline/signals/signals.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { expect, test } from "vitest";
import { textEvent } from "#contract/store/store-samples.ts";

function testLog() {
  const store = createMemoryStore();
  const signals = createInProcessSignals(() => undefined);
  const controller = new AbortController();
  let watchers = 0;
  const watch: ConnectorHost["watch"] = (...input) => {
    const watching = watchLog(signals, ...input);
    watchers += 1;
    return {
      [Symbol.dispose]: () => {
        watching[Symbol.dispose]();
        watchers -= 1;
      },
    };
  };
  return {
    append: async (...ids: string[]) => {
      for (const id of ids) await store.events.append(textEvent(id, id), 1_000);
      signals.publish("ada", { type: "log" });
    },
    read: (after?: number, log: ConversationLog = store.log) =>
      readLog({ log, watch }, "ada", { signal: controller.signal, ...(after === undefined ? {} : { after }) }),
    log: store.log,
    stop: () => controller.abort(),
    watchers: () => watchers,
  };
}

type Reader = ReturnType<typeof readLog>;

async function take(reader: Reader, count: number): Promise<number[]> {
  const seqs: number[] = [];
  while (seqs.length < count) {
    const { value } = await reader.next();
    if (value === undefined) throw new Error("the reader has ended");
    seqs.push(value.seq);
  }
  return seqs;
}

const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

test("a reader gets what is there, page after page, and then what comes", async () => {
  const log = testLog();
  await log.append(...upTo(450).map(String));
  const reader = log.read();
  expect(await take(reader, 450)).toEqual(upTo(450));
  const next = take(reader, 2);
  await log.append("one more", "and another");
  expect(await next).toEqual([451, 452]);
});

test("a reader begins after the event that it has", async () => {
  const log = testLog();
  await log.append("1", "2", "3");
  expect(await take(log.read(2), 1)).toEqual([3]);
});

test("what is added while the reader looks is not missed", async () => {
  const log = testLog();
  await log.append("1");
  let looks = 0;
  const reader = log.read(0, {
    ...log.log,
    read: async (...input) => {
      const page = await log.log.read(...input);
      if ((looks += 1) === 1) await log.append("2");
      return page;
    },
  });
  expect(await take(reader, 2)).toEqual([1, 2]);
});

test.each([
  ["waits for news", undefined],
  ["waits for a store that does not answer", () => new Promise<never>(() => undefined)],
])("a reader that %s ends when it is stopped, and watches no longer", async (_, read) => {
  const log = testLog();
  const end = log.read(0, read === undefined ? log.log : { ...log.log, read }).next();
  expect(log.watchers()).toBe(1);
  log.stop();
  expect(await end).toEqual({ done: true, value: undefined });
  expect(log.watchers()).toBe(0);
});

test("a reader that is stopped in the middle of a page gives no more of it", async () => {
  const log = testLog();
  await log.append("1", "2");
  const reader = log.read();
  expect(await take(reader, 1)).toEqual([1]);
  log.stop();
  expect(await reader.next()).toEqual({ done: true, value: undefined });
});
