import { setTimeout as delay } from "node:timers/promises";
import { createChat } from "@causerie/widget/chat/create-chat.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { expect, test } from "vitest";
import { ServerProcess } from "#support/server/server-process.ts";

/** How long after the server is back each of some chats is connected again, in milliseconds, the quickest first. */
async function recover(end: "kill" | "stop", awayMs: number): Promise<number[]> {
  await using server = new ServerProcess();
  await server.start();
  const chats = Array.from({ length: 20 }, () =>
    createChat({ endpoint: `${server.url}/web`, storage: createMemoryStorage(), startOnOpen: false }),
  );
  const isConnected = (chat: (typeof chats)[number]): boolean => chat.getState().connection.type === "connected";
  try {
    for (const chat of chats) chat.start();
    await expect.poll(() => chats.every(isConnected), { timeout: 10_000 }).toBe(true);
    await server[end]();
    await delay(awayMs);
    await server.start();
    const backAt = Date.now();
    const times = chats.map(async (chat) => {
      while (!isConnected(chat)) await delay(5);
      return Date.now() - backAt;
    });
    return (await Promise.all(times)).toSorted((a, b) => a - b);
  } finally {
    for (const chat of chats) chat.dispose();
  }
}

test.each([
  ["kill", 0],
  ["stop", 0],
  ["kill", 30_000],
] as const)("after %s and %d ms away the chats are back soon after the server", async (end, away) => {
  const times = await recover(end, away);
  // A server that stops tells its visitors to come after 1 to 5 s, each after another time; the rest is the machine's.
  expect(times.slice(0, 19).filter((ms) => ms > 15_000)).toEqual([]);
});
