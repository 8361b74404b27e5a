import { createBot, story } from "@causerie/server";
import { expect, test } from "vitest";
import type { Person } from "#support/whatsapp/business-number.ts";
import { startNumber } from "#support/whatsapp/start-number.ts";

/** People keep their conversation when Meta gives them another name, and nobody gets somebody else's. */

const count = story("count", { keywords: ["count"] });
const bot = createBot({
  stories: [
    count.handle(async (turn) => {
      const before = await turn.history(20);
      return `${before.filter(({ role }) => role === "user").length + 1} messages`;
    }),
  ],
  fallback: (turn) => `to ${turn.text}`,
});

const phone = "33612345678";
const [one, two] = ["FR.1000001", "FR.1000002"];

test("a conversation that began under a number goes on under Meta's id, and later without the number", async () => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  await after(() => platform.say("hello", { phone }));
  expect(platform.sent.at(-1)).toMatchObject({ by: "to", to: phone });
  expect(await after(() => platform.say("count", { phone, id: one }))).toEqual(["2 messages"]);
  expect(platform.sent.at(-1)).toMatchObject({ by: "recipient", to: one });
  expect(await after(() => platform.say("count", { id: one }))).toEqual(["3 messages"]);
  // An older webhook that comes late has the number only: it is the same person, and the id stays.
  expect(await after(() => platform.say("count", { phone }))).toEqual(["4 messages"]);
  expect(platform.sent.at(-1)).toMatchObject({ by: "recipient", to: one });
});

test.each([
  [
    "the field user_id_update",
    { user_id_update: [{ user_id: { previous: one, current: two }, wa_id: "33700000000" }] },
    "user_id_update",
  ],
  [
    "a system message",
    {
      messages: [
        {
          from: phone,
          from_user_id: one,
          id: "wamid.s",
          timestamp: "1790000000",
          type: "system",
          system: { type: "user_changed_user_id", user_id: two },
        },
      ],
    },
    "messages",
  ],
])("who gets another id by %s keeps the conversation, and is written to under it", async (_name, value, field) => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  await after(() => platform.say("hello", { id: one, phone }));
  for (const _ of [1, 2]) expect(await after(() => platform.send(value, field))).toEqual([]);
  expect(await after(() => platform.say("count", { id: two }))).toEqual(["2 messages"]);
  expect(platform.sent.at(-1)).toMatchObject({ by: "recipient", to: two });
  // What was sent under the former id and comes late is theirs, too, and does not bring it back.
  expect(await after(() => platform.say("count", { id: one, phone }))).toEqual(["3 messages"]);
  expect(platform.sent.at(-1)).toMatchObject({ by: "recipient", to: two });
});

test("who gets a number that was somebody else's does not get their conversation", async () => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  const former: Person = { id: one, phone };
  await after(() => platform.say("my secret", former));
  expect(await after(() => platform.say("count", { id: two, phone }))).toEqual(["1 messages"]);
  expect(await after(() => platform.say("count", former))).toEqual(["2 messages"]);
});

test("an id of somebody whom nobody knows changes nothing", async () => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  const value = { user_id_update: [{ user_id: { previous: one, current: two } }] };
  expect(await after(() => platform.send(value, "user_id_update"))).toEqual([]);
  expect(await after(() => platform.say("count", { id: two }))).toEqual(["1 messages"]);
});

test("who has a number that a conversation began under, and no id, begins one of their own once its holder is known by an id", async () => {
  await using world = await startNumber(bot);
  const { platform, server, after } = world;
  await after(() => platform.say("my secret", { phone }));
  await after(() => platform.say("hello", { phone, id: one }));
  // Whoever got the number next has asked to be forgotten: nothing leads from the number to them any more.
  await after(() => platform.say("hello", { phone, id: two }));
  await server.people.delete({ connectorId: "whatsapp", userId: two });
  expect(await after(() => platform.say("count", { phone }))).toEqual(["1 messages"]);
  expect(await after(() => platform.say("count", { phone }))).toEqual(["2 messages"]);
});
