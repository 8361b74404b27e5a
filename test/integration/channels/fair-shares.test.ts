import { setTimeout as delay } from "node:timers/promises";
import { createBot, story, web } from "@causerie/server";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { RestClient } from "#support/web/rest-client.ts";

test("300 sleeping conversations of one connector silence neither another connector nor another visitor", async () => {
  const sleep = story("sleep", { keywords: ["sleep"] });
  const open = Promise.withResolvers<void>();
  const bot = createBot({
    stories: [
      sleep.handle(async () => {
        await open.promise;
        return "awake";
      }),
    ],
    fallback: () => "answered",
  });
  const rates = { address: { count: 10_000, seconds: 1 } };
  const connectors = [web({ origins: [], rates }), web({ id: "help", path: "/help", origins: [] })];
  await using server = await startTestServer({ bot, connectors });
  const sleepers = await Promise.all(Array.from({ length: 300 }, () => RestClient.start(`${server.url}/web`)));
  await Promise.all(sleepers.map((sleeper) => sleeper.send("1", "sleep")));
  await delay(500);

  const answered = async (path: string): Promise<boolean> => {
    const visitor = await RestClient.start(`${server.url}${path}`);
    await visitor.send("1", "hello");
    for (let round = 0; round < 100; round += 1) {
      if (textsOf((await visitor.events()).body.events).includes("answered")) return true;
      await delay(50);
    }
    return false;
  };
  expect(await answered("/help")).toBe(true);
  open.resolve();
  await server.idle();
  for (const sleeper of sleepers) expect(textsOf((await sleeper.events()).body.events)).toEqual(["awake"]);
  expect(await answered("/web")).toBe(true);
});
