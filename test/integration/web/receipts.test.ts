import type { LogEvent } from "@causerie/protocol";
import { createBot, text, web } from "@causerie/server";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";

const bot = createBot({ stories: [], fallback: (turn) => text(`You said ${turn.text}`) });

async function start() {
  const server = await startTestServer({ bot, connectors: [web({ origins: [] })] });
  const ada = await RestClient.start(`${server.url}/web`);
  const recipient = { connectorId: "web", userId: ada.session.visitorId };
  const events = async (): Promise<LogEvent[]> => {
    await server.idle();
    return (await ada.events()).body.events;
  };
  return { server, ada, recipient, events, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test("that the team has read stands in the log, in its place, and the bot says nothing to it", async () => {
  await using world = await start();
  await world.ada.send("a", "hello");
  await world.events();
  expect(await world.server.confirmRead(world.recipient, { name: "Ana" })).toBe(true);
  const events = await world.events();
  expect(events.map(({ type }) => type)).toEqual(["visitor", "message", "turn.end", "read", "turn.end"]);
  expect(events[3]).toEqual({ type: "read", seq: 4, at: expect.any(Number), name: "Ana" });
  // The conversation goes on as if nothing had been said.
  await world.ada.send("b", "again");
  expect((await world.events()).at(-2)).toMatchObject({ message: { text: "You said again" } });
});

test("a repeat under the same id is kept once, and a person whom nobody knows is named by the answer", async () => {
  await using world = await start();
  expect(await world.server.confirmRead(world.recipient)).toBe(false);
  await world.ada.send("a", "hello");
  for (let tries = 0; tries < 2; tries += 1) await world.server.confirmRead(world.recipient, { id: "desk-1" });
  const receipts = (await world.events()).filter(({ type }) => type === "read");
  expect(receipts).toEqual([{ type: "read", seq: expect.any(Number), at: expect.any(Number) }]);
});

test("an id or a name that is none is refused", async () => {
  await using world = await start();
  await expect(world.server.confirmRead(world.recipient, { id: "a b" })).rejects.toThrow(/^confirmRead: id must have/);
  await expect(world.server.confirmRead(world.recipient, { name: " " })).rejects.toThrow(
    /^confirmRead: name must have/,
  );
});
