import type { Session } from "@causerie/protocol";
import { web } from "@causerie/server";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { call, RestClient, type RestResponse } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

type Place = { data: string } | { database: string; secret: string; data: string };

const embedded = (): Place => ({ data: temporaryFolder() });
const postgres = (): Place => ({
  data: temporaryFolder(),
  database: testSchema(),
  secret: "5f0c3b9d71e84a26b8f2c1d0e9a74635",
});

function start(place: Place) {
  return startTestServer({
    bot: createTestBot(),
    connectors: [web({ origins: [], rates: unlimitedRates })],
    ...place,
  });
}

function post(visitor: RestClient, route: string, body: object): Promise<RestResponse<Session>> {
  return call(`${visitor.base}/v1/session/${route}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

describe.each([
  { store: "SQLite", place: embedded, isThere: true },
  { store: "PostgreSQL", place: postgres, isThere: sharedPostgres !== undefined },
])("sessions on $store", ({ place: newPlace, isThere }) => {
  test.skipIf(!isThere)("are renewed, replayed and ended the same after a restart", async () => {
    const place = newPlace();
    let visitor: RestClient;
    let ended: RestClient;
    let first: Session;
    {
      await using server = await start(place);
      visitor = await RestClient.start(`${server.url}/web`);
      ended = await RestClient.start(`${server.url}/web`);
      first = visitor.session;
      visitor.session = (await post(visitor, "refresh", { refreshToken: first.refreshToken })).body;
      await post(ended, "end", { refreshToken: ended.session.refreshToken });
    }
    await using server = await start(place);
    visitor = visitor.at(`${server.url}/web`);
    ended = ended.at(`${server.url}/web`);
    expect((await ended.snapshot()).status).toBe(401);
    expect((await post(ended, "refresh", { refreshToken: ended.session.refreshToken })).status).toBe(401);

    // The answer to the first renewal may have been lost with the server.
    const again = (await post(visitor, "refresh", { refreshToken: first.refreshToken })).body;
    expect((await new RestClient(visitor.base, again).snapshot()).status).toBe(200);
    const next = (await post(visitor, "refresh", { refreshToken: again.refreshToken })).body;
    // Two generations old.
    expect((await post(visitor, "refresh", { refreshToken: first.refreshToken })).status).toBe(401);
    expect((await post(visitor, "refresh", { refreshToken: next.refreshToken })).status).toBe(401);
    expect((await new RestClient(visitor.base, next).snapshot()).status).toBe(401);
  });
});

test("a program revokes a session: the visitor's page begins anew, and others go on", async () => {
  await using server = await start(embedded());
  const visitor = await RestClient.start(`${server.url}/web`);
  const bystander = await RestClient.start(`${server.url}/web`);
  using socket = await new SocketClient(visitor).connected();
  using other = await new SocketClient(bystander).connected();
  await server.people.revokeSession({ connectorId: "web", userId: visitor.session.visitorId });
  await expect.poll(() => socket.socket.connected).toBe(false);
  expect((await visitor.snapshot()).status).toBe(401);
  expect((await bystander.snapshot()).status).toBe(200);
  expect(other.socket.connected).toBe(true);
});

test("who wants to be forgotten finds nothing again, and neither does the operator", async () => {
  await using server = await start(embedded());
  const visitor = await RestClient.start(`${server.url}/web`);
  await visitor.send("a", "my address is 5 Long Lane");
  await server.idle();
  const person = { connectorId: "web", userId: visitor.session.visitorId };
  const { refreshToken } = visitor.session;
  for (const _ of [1, 2]) expect((await post(visitor, "end", { refreshToken, forget: true })).status).toBe(204);
  expect(await server.people.export(person)).toMatchObject({ conversations: [] });
  expect((await visitor.snapshot()).status).toBe(401);
});

test("a store that cannot forget says so before anything has changed: the session goes on", async () => {
  await using server = await startTestServer(
    { bot: createTestBot(), connectors: [web({ origins: [] })] },
    { store: createMemoryStore() },
  );
  const visitor = await RestClient.start(`${server.url}/web`);
  const { refreshToken } = visitor.session;
  const answer = await post(visitor, "end", { refreshToken, forget: true });
  expect(answer).toMatchObject({ status: 422, body: { code: "unsupported" } });
  expect((await visitor.snapshot()).status).toBe(200);
});

describe.skipIf(sharedPostgres === undefined)("two servers over one PostgreSQL", () => {
  test("what one ends the other ends by a signal, and closes its lines", async () => {
    const place = postgres();
    const one = await start(place);
    onTestFinished(() => one[Symbol.asyncDispose]());
    const two = await start({ ...place, data: temporaryFolder() });
    onTestFinished(() => two[Symbol.asyncDispose]());
    const visitor = await RestClient.start(`${one.url}/web`);
    const away = visitor.at(`${two.url}/web`);
    using socket = await new SocketClient(away).connected();
    using stream = await away.stream();
    await post(visitor, "end", { refreshToken: visitor.session.refreshToken });
    await expect.poll(() => socket.socket.connected).toBe(false);
    let told = await stream.next();
    while (told !== undefined) told = await stream.next();
    expect((await away.snapshot()).status).toBe(401);
  });

  test("renewals that reach both at once give one generation", async () => {
    const place = postgres();
    await using one = await start(place);
    await using two = await start({ ...place, data: temporaryFolder() });
    const visitor = await RestClient.start(`${one.url}/web`);
    const clients = [visitor, visitor.at(`${two.url}/web`)];
    const { refreshToken } = visitor.session;
    const renewed = await Promise.all(
      Array.from({ length: 10 }, (_, tab) => post(clients[tab % 2] ?? visitor, "refresh", { refreshToken })),
    );
    for (const { status, body } of renewed) {
      expect(status).toBe(200);
      expect((await new RestClient(visitor.base, body).snapshot()).status).toBe(200);
    }
    const [last] = renewed;
    expect((await post(visitor, "refresh", { refreshToken: last?.body.refreshToken })).status).toBe(200);
  });
});
