import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Chat, TransportName } from "@causerie/widget/chat/chat.ts";
import { createChat } from "@causerie/widget/chat/create-chat.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import type { ChatOptions } from "@causerie/widget/chat/options.ts";
import { web } from "@causerie/server";
import { describe, expect, test } from "vitest";
import { type Interference, type MiddleBox, startMiddleBox } from "#support/network/middle-box.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { waitUntil } from "#support/wait-until.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

/**
 * The promise is 3 s; the rest is for a machine with other things to do. What is tested against takes 8 s and more, or for
 * ever.
 */
const soonMs = 5000;

type Line = { box: MiddleBox; page(options?: Partial<ChatOptions>): Page };
type Page = Disposable & { chat: Chat; via(): TransportName | undefined; ask(text: string): Promise<number> };

/** The real server behind a middle box, and pages of one browser before it. Time is real. */
async function openLine(does: Interference): Promise<Line & AsyncDisposable> {
  // Of its own: the end of another test, which runs at the same time, would remove a folder of the test runner's.
  const folder = disposableFolder();
  const server = await startTestServer({
    data: join(folder.path, "data"),
    bot: createTestBot(),
    connectors: [web({ origins: [], rates: unlimitedRates })],
  });
  const box = await startMiddleBox(server.url, does);
  const storage = createMemoryStorage();
  return {
    box,
    page: (options = {}) => openPage({ endpoint: `${box.url}/web`, storage, ...options }),
    async [Symbol.asyncDispose]() {
      await box[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      folder.remove();
    },
  };
}

function openPage(options: ChatOptions): Page {
  const chat = createChat(options);
  chat.start();
  const isAnswered = (text: string): boolean =>
    chat
      .getState()
      .entries.some(({ type, ...entry }) => type === "message" && JSON.stringify(entry).includes(`two: ${text}`));
  return {
    chat,
    via() {
      const { connection } = chat.getState();
      return connection.type === "connected" ? connection.via : undefined;
    },
    /** @returns how long the answer took, in milliseconds. */
    async ask(text) {
      const asked = performance.now();
      chat.sendText(text);
      // Not by `expect.poll`, which does not know to which of several tests at once it belongs.
      if (!(await waitUntil(() => isAnswered(text), 25_000)))
        throw new Error(`no answer to "${text}": ${JSON.stringify(chat.getState().connection)}`);
      return performance.now() - asked;
    },
    [Symbol.dispose]: () => chat.dispose(),
  };
}

describe.concurrent("behind a middle box answers come soon after one bad try, and on the next page at once", () => {
  test.each<[string, Interference, TransportName]>([
    ["nothing between", {}, "socket"],
    ["WebSocket refused", { socket: "refuse" }, "sse"],
    ["WebSocket reset", { socket: "reset" }, "sse"],
    ["WebSocket never answered", { socket: "silent" }, "sse"],
    ["`Upgrade` stripped", { socket: "strip" }, "sse"],
    ["WebSocket swallowed up", { socket: { swallowUpAfter: 0 } }, "sse"],
    ["WebSocket swallowed up, after the handshake", { socket: { swallowUpAfter: 1 } }, "sse"],
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((count): [string, Interference, TransportName] => [
      `WebSocket swallowed down after ${count} frames`,
      { socket: { swallowDownAfter: count } },
      "sse",
    ]),
    ["WebSocket cut at its first frame", { socket: "cut-at-first-frame" }, "sse"],
    ["WebSocket refused, stream refused", { socket: "refuse", stream: "refuse" }, "poll"],
    ["WebSocket refused, stream never answered", { socket: "refuse", stream: "silent" }, "poll"],
    ["WebSocket refused, stream buffered", { socket: "refuse", stream: "buffer" }, "poll"],
    ["WebSocket refused, stream buffered by gzip", { socket: "refuse", stream: "gzip" }, "poll"],
    ["WebSocket refused, stream swallowed later", { socket: "refuse", stream: "swallow-later" }, "poll"],
    ["WebSocket and stream never answered", { socket: "silent", stream: "silent" }, "poll"],
    ["an HTTP/1.0 proxy", { http10: "pass" }, "sse"],
    ["an HTTP/1.0 proxy that buffers", { http10: "buffer" }, "poll"],
  ])("%s", async (_name, does, via) => {
    await using line = await openLine(does);
    using first = line.page();
    await first.ask("the try that may be bad");
    for (const text of ["one", "two", "three"]) expect(await first.ask(text)).toBeLessThan(soonMs);
    expect(first.via()).toBe(via);
    // What never answers is given up after a while, and only then is it known for the next page.
    if (/silent|swallow|buffer|gzip/.test(JSON.stringify(does))) await delay(8500);
    first.chat.dispose();

    using second = line.page();
    expect(await second.ask("on the next page")).toBeLessThan(soonMs);
    expect(second.via()).toBe(via);
  });
});

describe.concurrent("what lives too short is left, and not tried for ever", () => {
  test.each<[string, Interference, TransportName]>([
    ["WebSocket cut after 1.5 s", { socket: { cutAfterMs: 1500 } }, "sse"],
    ["WebSocket refused, stream cut each 3 s", { socket: "refuse", stream: { cutAfterMs: 3000 } }, "poll"],
    ["both cut each 1.5 s", { socket: { cutAfterMs: 1500 }, stream: { cutAfterMs: 1500 } }, "poll"],
    ["every connection cut each 2 s", { cutAllAfterMs: 2000 }, "poll"],
  ])("%s", async (_name, does, via) => {
    await using line = await openLine(does);
    using page = line.page();
    for (let count = 1; count <= 16; count += 1) {
      expect(await page.ask(`question ${count}`)).toBeLessThan(soonMs);
      await delay(700);
    }
    // A busy machine may cut the tries of another transport short, too.
    await waitUntil(() => page.via() === via, 15_000);
    expect(page.via()).toBe(via);
    // One more than the tries that prove it bad: an answer that was swallowed by the cut opens the line anew.
    expect(line.box.asked.socket).toBeLessThanOrEqual(3);
    expect(line.box.asked.stream).toBeLessThanOrEqual(3);
  });
});

test.concurrent("a slow line is not taken for a blocked one: the better transport comes later", async () => {
  await using line = await openLine({ socket: { openAfterMs: 3000 } });
  using page = line.page();
  expect(await page.ask("at once")).toBeLessThan(soonMs);
  expect(page.via()).toBe("sse");
  expect(await waitUntil(() => page.via() === "socket", 8000)).toBe(true);
  expect(await page.ask("later")).toBeLessThan(soonMs);
});

test.concurrent.each<TransportName>(["socket", "sse", "poll"])(
  "a time limit for silence, shorter than the usual 60 s, goes unnoticed, by %s",
  async (name) => {
    await using line = await openLine({ idleMs: 20_000 });
    using page = line.page({ transports: [name] });
    await page.ask("before");
    await delay(22_000);
    expect(page.via()).toBe(name);
    expect(await page.ask("after")).toBeLessThan(soonMs);
    expect(line.box.asked.socket + line.box.asked.stream).toBeLessThanOrEqual(1);
  },
);
