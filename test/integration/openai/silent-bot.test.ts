import { setTimeout as delay } from "node:timers/promises";
import { createBot } from "@causerie/server";
import { APIError, InternalServerError, type OpenAI } from "openai";
import { expect, onTestFinished, test, vi } from "vitest";
import { startEndpoint } from "#support/openai/endpoint-world.ts";

/** A bot that says nothing for as long as the server lives, and a client that asks it by a stream. */
async function startSilent(waitSeconds: number) {
  const asked = Promise.withResolvers<void>();
  const bot = createBot({
    stories: [],
    async fallback() {
      asked.resolve();
      await delay(30_000, undefined, { ref: false });
    },
  });
  const world = await startEndpoint({ bot, waitSeconds }, { graceMs: 50 });
  const messages = [{ role: "user" as const, content: "hello" }];
  const ask = (user?: string) =>
    world.client.chat.completions.create({ model: "causerie", stream: true, messages, ...(user && { user }) });
  return { ask, asked: asked.promise, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

test("a stream in which the bot has said nothing in time is 503 to the client, and says whether to ask again", async () => {
  await using silent = await startSilent(1);
  const refused = await silent.ask("ana").catch((error: unknown) => error);
  expect(refused).toMatchObject({ constructor: InternalServerError, status: 503, type: "server_error" });
  expect((refused as APIError).headers?.get("x-should-retry")).toBe("true");
  const unnamed = await silent.ask().catch((error: unknown) => error);
  expect((unnamed as APIError).headers?.get("x-should-retry")).toBe("false");
});

test("a stream in which the bot has said nothing is 503, too, when the server stops", async () => {
  await using silent = await startSilent(60);
  const refused = silent.ask("ana").catch((error: unknown) => error);
  await silent.asked;
  await silent[Symbol.asyncDispose]();
  expect(await refused).toMatchObject({ status: 503, message: expect.stringContaining("the server is stopping") });
});

test("a stream that a ping has begun, and in which nothing was said, ends with an error", async () => {
  await using silent = await startSilent(2);
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const begun = silent.ask("ana");
  let isBegun = false;
  void begun.finally(() => (isBegun = true)).catch(() => undefined);
  const waitedFor = (): boolean => (vi.advanceTimersByTime(15_000), isBegun);
  await expect.poll(waitedFor).toBe(true);
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  const reading = async (): Promise<void> => {
    for await (const chunk of await begun) chunks.push(chunk);
  };
  await expect(reading()).rejects.toMatchObject({ constructor: APIError, type: "server_error" });
  expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([null]);
});
