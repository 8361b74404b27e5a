import type { Session } from "@causerie/protocol";
import { createBot, story, web } from "@causerie/server";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** A visitor who comes from this address, as the proxy before the server tells it. */
async function startFrom(address: string, base: string): Promise<RestClient> {
  const headers = { "X-Forwarded-For": address };
  return new RestClient(base, (await call<Session>(`${base}/v1/session`, { method: "POST", headers })).body);
}

async function heard(visitor: RestClient): Promise<string[]> {
  return textsOf((await visitor.events()).body.events);
}

test("sleeping conversations of one address that fill its share hold up that address alone", async () => {
  const open = Promise.withResolvers<void>();
  let asleep = 0;
  const sleep = story("sleep", { keywords: ["sleep"] });
  const bot = createBot({
    stories: [
      sleep.handle(async () => {
        asleep += 1;
        await open.promise;
        return "awake";
      }),
    ],
    fallback: () => "answered",
  });
  const connectors = [web({ origins: [] }), web({ id: "help", path: "/help", origins: [] })];
  // Two places: 64 stories under way, 32 of a connector and 8 of an address.
  await using server = await startTestServer({ bot, connectors, trustedProxies: 1, storiesAtOnce: 2 });
  const at = (path: string): string => `${server.url}${path}`;
  const sleepers = await Promise.all(Array.from({ length: 12 }, () => startFrom("192.0.2.1", at("/web"))));
  await Promise.all(sleepers.map((sleeper) => sleeper.send("1", "sleep")));
  await expect.poll(() => asleep, { timeout: 20_000 }).toBe(8);

  const neighbour = await startFrom("192.0.2.1", at("/web"));
  await neighbour.send("1", "hello");
  for (const visitor of [await startFrom("192.0.2.2", at("/web")), await startFrom("192.0.2.1", at("/help"))]) {
    await visitor.send("1", "hello");
    await expect.poll(() => heard(visitor), { timeout: 20_000 }).toEqual(["answered"]);
  }
  expect(asleep).toBe(8);
  expect(await heard(neighbour)).toEqual([]);

  open.resolve();
  await server.idle();
  for (const sleeper of sleepers) expect(await heard(sleeper)).toEqual(["awake"]);
  expect(await heard(neighbour)).toEqual(["answered"]);
});
