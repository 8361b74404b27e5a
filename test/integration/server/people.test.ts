import { web } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

const connectors = () => [web({ origins: [], rates: unlimitedRates })];
const day = 86_400_000;

test("a person is exported and deleted by the program, and their open page finds the conversation empty", async () => {
  await using server = await startTestServer({ bot: createTestBot(), connectors: connectors() });
  const visitor = await RestClient.start(`${server.url}/web`);
  await visitor.send("1", "hello");
  await server.idle();
  const person = { connectorId: "web", userId: visitor.session.visitorId };
  const { body: before } = await visitor.snapshot();
  expect(before.events.length).toBeGreaterThan(1);
  expect(await server.people.export(person)).toMatchObject({
    ...person,
    conversations: [{ id: visitor.session.conversationId, log: [{ seq: 1 }, { seq: 2 }, { seq: 3 }, { seq: 4 }] }],
  });

  using stream = await visitor.stream(`?since=${before.cursor}`);
  expect(await server.people.delete(person)).toEqual({ conversations: 1, events: 4, files: 0 });
  let told = await stream.next();
  while (told !== undefined && told.event !== "resync") told = await stream.next();
  expect(told?.event).toBe("resync");
  // The session lives on, and what is said from now on is a new beginning.
  expect((await visitor.send("1", "hello again")).status).toBe(202);
  await server.idle();
  const { body: after } = await visitor.snapshot();
  expect(after.events[0]?.seq).toBe(after.oldestSeq);
  expect(after.oldestSeq).toBeGreaterThan(before.events.at(-1)?.seq ?? 0);
  expect(JSON.stringify(after)).not.toContain('"hello"');
});

test("a blocked visitor is told so, and taken again when the block is undone", async () => {
  await using server = await startTestServer({ bot: createTestBot(), connectors: connectors() });
  const visitor = await RestClient.start(`${server.url}/web`);
  const person = { connectorId: "web", userId: visitor.session.visitorId };
  await server.people.block(person);
  expect(await visitor.send("1", "hello")).toMatchObject({ status: 403, body: { code: "blocked", retryable: false } });
  await server.people.unblock(person);
  expect((await visitor.send("1", "hello")).status).toBe(202);
});

test("what is older than the configuration allows goes at the start, by connector, and nothing younger", async () => {
  const data = temporaryFolder();
  let now = Date.UTC(2026, 0, 1);
  const talk = async (text: string): Promise<RestClient> => {
    await using server = await startTestServer(
      { bot: createTestBot(), connectors: connectors(), data },
      { now: () => now },
    );
    const visitor = await RestClient.start(`${server.url}/web`);
    await visitor.send("1", text);
    await server.idle();
    return visitor;
  };
  const old = await talk("hello");
  now += 20 * day;
  const young = await talk("hello");
  now += 15 * day;
  const { logger, lines } = collectLogLines("info");
  const retention = { conversations: 1, connectors: { web: { conversations: 30 } } };
  await using server = await startTestServer(
    { bot: createTestBot(), connectors: connectors(), data, retention },
    { now: () => now, logger },
  );
  const count = async ({ session }: RestClient): Promise<number> =>
    (await server.people.export({ connectorId: "web", userId: session.visitorId })).conversations.length;
  await expect.poll(() => count(old)).toBe(0);
  expect(await count(young)).toBe(1);
  await expect
    .poll(() => lines.filter(({ msg }) => msg.includes("was removed")))
    .toMatchObject([{ removed: { conversations: 1 } }]);
});

test("a wrong retention is named, with its place", async () => {
  const retention = { convrsations: 3, files: -1, connectors: { page: { events: 1 } } };
  await expect(startTestServer({ bot: createTestBot(), connectors: connectors(), retention })).rejects.toMatchObject({
    problems: [
      "retention.convrsations: there is no such kind; there are conversations, events, files, deliveries, deadLetters, tokens",
      "retention.files: must be a number of days above 0",
      "retention.connectors.page: there is no connector of this id",
    ],
  });
});
