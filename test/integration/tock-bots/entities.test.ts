import { oneOf, story } from "@causerie/server";
import { expect, test } from "vitest";
import { hello, startBotWorld } from "#support/tock-bots/start-world.ts";
import { type Answers, sentence, TockClient } from "#support/tock-bots/tock-client.ts";

/** A story of the server that nobody asks for: the bot's words shall be looked for. */
const trains = story("trains", { slots: { city: oneOf("city", ["Lille", "Paris"]) } }).handle({
  ask: { city: () => "where?" },
  run: () => "trains",
});
const stories = [hello, trains];
const lille = {
  type: "app:city",
  role: "city",
  content: "Lille",
  value: { "@type": "string", value: "Lille", candidates: [] },
  evaluated: true,
  subEntities: [],
};

const known: Answers = ({ entities }) => ({
  messages: [sentence(entities.map(({ role, content }) => `${role}=${content}`).join() || "nothing")],
});

test("the bot gets what the words mention, in Tock's form", async () => {
  await using world = await startBotWorld({}, { stories });
  await using bot = await TockClient.connect(world.server.url, known);
  const ada = await world.visitor();
  expect(await ada.ask("weather in Lille")).toEqual(["city=Lille"]);
  expect(bot.requests[0]?.entities).toEqual([{ ...lille, new: true }]);
});

test("what the bot answers with is what is known, as in Tock: an empty list forgets all", async () => {
  await using world = await startBotWorld({}, { stories });
  await using bot = await TockClient.connect(world.server.url, (request, id) => ({
    ...(known(request, id) as { messages: unknown[] }),
    entities: request.message.text === "weather please" ? [] : request.entities,
  }));
  const ada = await world.visitor();
  expect(await ada.ask("weather in Lille")).toEqual(["city=Lille"]);
  expect(await ada.ask("weather again")).toEqual(["city=Lille"]);
  expect(bot.requests[1]?.entities).toEqual([{ ...lille, new: false }]);
  expect(await ada.ask("weather please")).toEqual(["city=Lille"]);
  expect(await ada.ask("weather")).toEqual(["nothing"]);
});

test("with emptyEntities: keep the empty list of tock-node changes nothing", async () => {
  await using world = await startBotWorld({ emptyEntities: "keep" }, { stories });
  await using _bot = await TockClient.connect(world.server.url, known);
  const ada = await world.visitor();
  await ada.ask("weather in Lille");
  expect(await ada.ask("weather")).toEqual(["city=Lille"]);
  expect(await ada.ask("weather in Paris")).toEqual(["city=Paris"]);
});

test("what a bot knows of one person it does not know of another", async () => {
  await using world = await startBotWorld({ emptyEntities: "keep" }, { stories });
  await using _bot = await TockClient.connect(world.server.url, known);
  const ada = await world.visitor();
  await ada.ask("weather in Lille");
  const bob = await world.visitor();
  expect(await bob.ask("weather")).toEqual(["nothing"]);
});
