import type { Chat } from "@causerie/widget/chat/chat.ts";
import { createChat } from "@causerie/widget/chat/create-chat.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { type RunningServer, web } from "@causerie/server";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { expect, onTestFinished, test } from "vitest";
import { isLong, times } from "#support/fault/effort.ts";
import { noiseFactor } from "#support/fault/noise.ts";
import { describeTimes } from "#support/fault/percentiles.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

const secret = "the same secret for all servers of the test";

/** The largest share of these moments that lies within half a second. */
function crowd(moments: readonly number[]): number {
  const within = moments.map((from) => moments.filter((at) => at >= from && at < from + 500).length);
  return Math.max(...within) / moments.length;
}

test("D11 whoever was with a server that stops comes to the next one at a moment of their own", async () => {
  const store = createMemoryStore();
  const start = async (port = 0): Promise<RunningServer> => {
    const connectors = [web({ origins: [], rates: unlimitedRates, maxSocketsPerAddress: 1_000 })];
    return await startTestServer({ bot: createTestBot(), connectors, secret, port }, { store });
  };
  const one = await start();
  const chats = Array.from({ length: times(60, 400) }, () => {
    const chat = createChat({ endpoint: `${one.url}/web`, storage: createMemoryStorage(), startOnOpen: false });
    onTestFinished(() => chat.dispose());
    return chat;
  });
  const isConnected = (chat: Chat): boolean => chat.getState().connection.type === "connected";
  for (const chat of chats) chat.start();
  await expect.poll(() => chats.every(isConnected)).toBe(true);
  await one[Symbol.asyncDispose]();
  // Before the first of them comes: a balancer would send them to a server that has stayed.
  await using _next = await start(one.port);
  const moments = await Promise.all(chats.map(connectedAt));
  const found = crowd(moments);
  const noise = noiseFactor();
  const what = `${describeTimes("D11 at the next server", moments)}, at most ${Math.round(found * 100)} % in 500 ms`;
  process.stdout.write(`${what}, noise ${noise}\n`);
  // Of few, more come together by chance.
  expect(found).toBeLessThanOrEqual(isLong ? Math.min(0.4, 0.2 * noise) : 0.4);
});

/** Milliseconds from now until it is connected. */
function connectedAt(chat: Chat): Promise<number> {
  const from = performance.now();
  const { promise, resolve } = Promise.withResolvers<number>();
  const look = (): void => {
    if (chat.getState().connection.type === "connected") resolve(performance.now() - from);
  };
  chat.subscribe(look);
  look();
  return promise;
}
