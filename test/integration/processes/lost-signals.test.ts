import { setTimeout as delay } from "node:timers/promises";
import { type Bot, createBot, type RunningServer, story, web } from "@causerie/server";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { expect, onTestFinished, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

/**
 * Two servers over one store, whose signals do not reach each other: what a signal would have told is found all the same,
 * only later.
 */
const secret = "the same secret for all servers of the test";
const news = story("news");

function createSlowBot(runs: string[]): Bot {
  const slow = story("slow", { keywords: ["slow"], whenSuperseded: "abort" });
  return createBot({
    stories: [
      slow.handle(async function* (turn) {
        runs.push("begun");
        yield "first";
        await delay(20_000, undefined, { signal: turn.signal });
        yield "second";
      }),
      news.handle(() => "news"),
    ],
    fallback: (turn) => `echo: ${turn.text}`,
  });
}

async function startTwo(runs: string[] = []): Promise<readonly [RunningServer, RunningServer]> {
  const store = createMemoryStore();
  const start = async (): Promise<RunningServer> => {
    const server = await startTestServer(
      { bot: createSlowBot(runs), connectors: [web({ origins: [], rates: unlimitedRates })], secret },
      { store },
    );
    onTestFinished(() => server[Symbol.asyncDispose]());
    return server;
  };
  return [await start(), await start()];
}

test("a screen on another server gets the answer although no signal reaches it", async () => {
  const [one, other] = await startTwo();
  const client = await RestClient.start(`${one.url}/web`);
  using stream = await client.at(`${other.url}/web`).stream();
  await client.send("a", "hello");
  const types: unknown[] = [];
  while (!types.includes("turn.end"))
    types.push((JSON.parse((await stream.next())?.data ?? "{}") as { type?: string }).type);
  expect(types.filter((type) => type !== undefined)).toEqual(["visitor", "message", "turn.end"]);
});

test("a stop reaches the server that answers, and the answer ends there", async () => {
  const runs: string[] = [];
  const [one, other] = await startTwo(runs);
  const client = await RestClient.start(`${one.url}/web`);
  await client.send("a", "slow");
  await expect.poll(() => runs).toEqual(["begun"]);
  expect((await client.at(`${other.url}/web`).post("stop", {})).status).toBe(204);
  await expect.poll(async () => (await client.events()).body.events.at(-1)?.type).toBe("turn.end");
  expect(textsOf((await client.events()).body.events)).toEqual(["first"]);
});

test("a new message to another server ends the answer that it supersedes", async () => {
  const runs: string[] = [];
  const [one, other] = await startTwo(runs);
  const client = await RestClient.start(`${one.url}/web`);
  await client.send("a", "slow");
  await expect.poll(() => runs).toEqual(["begun"]);
  await client.at(`${other.url}/web`).send("b", "hello");
  await expect.poll(async () => textsOf((await client.events()).body.events)).toEqual(["first", "echo: hello"]);
});

test("who has sent a notification learns its result although another server answers it", async () => {
  const [one, other] = await startTwo();
  const client = await RestClient.start(`${one.url}/web`);
  await client.send("a", "hello");
  await one.idle();
  // A turn that the other server has begun is not to be had here.
  const results = await Promise.all(
    [one, other].map((server, index) =>
      server.notify({ connectorId: "web", userId: client.session.visitorId }, news.link(), { id: `n${index}` }),
    ),
  );
  expect(results).toEqual([{ outcome: "sent" }, { outcome: "sent" }]);
});
