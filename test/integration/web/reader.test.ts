import type { ConversationLog } from "@causerie/server/channel/log.ts";
import { openReader } from "@causerie/server/connectors/web/reading/reader.ts";
import type { ConnectorHost } from "@causerie/server/channel/host/connector-host.ts";
import { createInProcessSignals } from "@causerie/server/pipeline/signals/in-process-signals.ts";
import { type Signals, watchLog } from "@causerie/server/pipeline/signals/signals.ts";
import { expect, test } from "vitest";
import { times } from "#support/fault/effort.ts";
import { botText } from "#support/bot-text.ts";
import { createMemoryLog, type MemoryLog } from "#support/web/memory-log.ts";
import { startWebHost } from "#support/web/web-host.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";

const fileLinks = { sign: () => expect.unreachable("no message has a file") };

type Log = { memory: MemoryLog; signals: Signals; watch: ConnectorHost["watch"] };

function createLog(): Log {
  const signals = createInProcessSignals((error) => expect.unreachable(String(error)));
  return { memory: createMemoryLog(signals), signals, watch: (id, watcher) => watchLog(signals, id, watcher) };
}

test("an event that is added while a reader is opened or looks at the log is never missed, in 1,000 tries or 10,000", async () => {
  const { memory, watch } = createLog();
  const never = new AbortController().signal;
  for (let attempt = 0; attempt < times(1_000, 10_000); attempt += 1) {
    const conversationId = `c${attempt}`;
    let hole: "position" | "read" | "closed" = attempt % 2 === 0 ? "position" : "read";
    const fillHole = (step: typeof hole): void => {
      if (hole !== step) return;
      hole = "closed";
      memory.append(conversationId, botText("in the hole"));
    };
    // The reader read the log before the event came, and gives out the event after that.
    const log: ConversationLog = {
      ...memory,
      position: (id) => memory.position(id).finally(() => fillHole("position")),
      read: (id, after, limit) => memory.read(id, after, limit).finally(() => fillHole("read")),
    };
    using reader = await openReader({ log, watch, fileLinks, conversationId, since: undefined });
    const page = await reader.next(never, 200, 200);
    expect(page.events).toHaveLength(1);
  }
});

test("frames never overtake the log, are kept for a reader that is behind, and typing does not come back under the answer", async () => {
  const { memory: log, signals, watch } = createLog();
  const never = new AbortController().signal;
  const frames: unknown[] = [];
  const onFrame = (frame: unknown): void => void frames.push(frame);
  using reader = await openReader({ log, watch, fileLinks, conversationId: "c", since: undefined, onFrame });

  log.append("c", { type: "message.start", messageId: "m", author: { role: "bot" } });
  signals.publish("c", { type: "frame", frame: { type: "typing", on: true } });
  signals.publish("c", { type: "frame", frame: { type: "delta", messageId: "m", offset: 0, text: "Good " } });
  signals.publish("c", { type: "frame", frame: { type: "delta", messageId: "m", offset: 5, text: "morning" } });
  expect((await reader.next(never)).cursor).toBe("e1.1");
  expect(frames).toEqual([]);
  const waiting = reader.next(never);
  await log.position("c");
  await log.position("c");
  expect(frames).toEqual([
    { type: "delta", messageId: "m", offset: 0, text: "Good morning" },
    { type: "typing", on: true },
  ]);

  log.append("c", { type: "turn.end", of: 1 });
  signals.publish("c", { type: "frame", frame: { type: "typing", on: true } });
  log.append("c", botText("over"));
  expect((await waiting).cursor).toBe("e1.3");
  await reader.next(never, 200, 1);
  expect(frames).toHaveLength(2);
});

test("a reader that is on its way with a page learns that the conversation was deleted meanwhile", async () => {
  const { memory: log, signals, watch } = createLog();
  const never = new AbortController().signal;
  log.append("c", botText("one"), botText("two"), botText("three"));
  using reader = await openReader({ log, watch, fileLinks, conversationId: "c", since: undefined });
  await reader.next(never, 1);
  // The peer has not taken its page yet.
  log.cut("c", 4);
  signals.publish("c", { type: "log" });
  await expect(reader.next(never, 1, 100)).rejects.toMatchObject({ code: "resync" });
});

test("a page weighs half a megabyte at most, unless a single event weighs more", async () => {
  const { memory: log, watch } = createLog();
  const never = new AbortController().signal;
  log.append(
    "c",
    botText("x".repeat(600_000), "m"),
    ...Array.from({ length: 20 }, () => botText("y".repeat(50_000), "m")),
  );
  using reader = await openReader({ log, watch, fileLinks, conversationId: "c", since: undefined });
  const sizes: number[] = [];
  for (let page = await reader.next(never); ; page = await reader.next(never)) {
    sizes.push(page.events.length);
    if (!page.more) break;
  }
  expect(sizes).toEqual([1, 10, 10]);
});

test("a socket that does not take its page is sent no second one, and other readers go on", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  using stalled = new SocketClient(visitor, { neverTakes: true });
  using well = new SocketClient(visitor);
  await Promise.all([stalled.connected(), well.connected()]);

  for (let round = 0; round < 50; round += 1) {
    host.log.append(id, ...Array.from({ length: 40 }, () => botText("x".repeat(1000), "m")));
  }
  await well.received(2000);
  expect(stalled.pages).toBe(1);
  host.frame(id, { type: "typing", on: true });
  expect(await well.framed(1)).toHaveLength(1);
  expect(stalled.frames).toEqual([]);
});

test("a stream that nobody reads pulls no more than fits on the way, and is cut off after its patience", async () => {
  await using host = await startWebHost({ stallMs: 300 });
  const visitor = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  host.log.append(id, ...Array.from({ length: 20_000 }, () => botText("x".repeat(4000), "m")));

  const { promise: cut, resolve } = Promise.withResolvers<void>();
  host.server.on("request", (request, response) => {
    if (request.url?.endsWith("/stream") === true) response.once("close", resolve);
  });
  // Its body is never read: the buffers on the way fill up.
  using stream = await visitor.stream();
  await cut;
  expect(host.log.given).toBeLessThan(10_000);
  await expect(stream.logEvents(20_000)).rejects.toThrow(/terminated/);
});

test("a socket that never takes its page is cut off after its patience", async () => {
  await using host = await startWebHost({ stallMs: 100 });
  const visitor = await RestClient.start(`${host.url}/web`);
  host.log.append(visitor.session.conversationId, botText("hello"));
  using socket = new SocketClient(visitor, { neverTakes: true });
  expect(await socket.once("disconnect")).toMatch(/transport/);
});
