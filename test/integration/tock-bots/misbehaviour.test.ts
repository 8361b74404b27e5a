import { once } from "node:events";
import { request } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { startBotWorld } from "#support/tock-bots/start-world.ts";
import { type Answers, key, responseTo, sentence, TockClient } from "#support/tock-bots/tock-client.ts";
import { call, callRaw, RestClient } from "#support/web/rest-client.ts";
import { upgradeHeaders } from "#support/web/upgrade-headers.ts";
import { waitUntil } from "#support/wait-until.ts";

const echo: Answers = ({ message }) => ({ messages: [sentence(`bot: ${message.text}`)] });

test("a bot that is silent is given up after its time, and the fallback answers", async () => {
  await using world = await startBotWorld({ timeoutMs: 300 });
  await using bot = await TockClient.connect(world.server.url, () => undefined);
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["fallback: failed"]);
  expect(bot.requests).toHaveLength(1);
  expect(world.logged("a story failed")[0]).toMatchObject({ story: "travel" });
  expect(world.printed()).toContain("has not answered within 300 ms");
});

test("a late answer and a double one are dropped, and the log says so without a word of them", async () => {
  await using world = await startBotWorld({ timeoutMs: 300 });
  await using bot = await TockClient.connect(world.server.url, () => undefined);
  const ada = await world.visitor();
  await ada.ask("weather one");
  const answer = (index: number, text: string) => {
    const { requestId, botRequest } = bot.asked[index] ?? {};
    if (requestId !== undefined && botRequest !== undefined)
      bot.send(responseTo(requestId, botRequest, { messages: [sentence(text)] }));
  };
  answer(0, "secret-late");
  await world.waitForLine("what nobody waits for");
  const said = ada.ask("weather two");
  await bot.waitForRequests(2);
  answer(1, "in time");
  expect(await said).toEqual(["in time"]);
  answer(1, "secret-double");
  bot.send({ requestId: "never-asked", botResponse: { messages: [sentence("secret-unknown")] } });
  await waitUntil(() => world.logged("what nobody waits for").length === 3, 5_000);
  expect(world.logged("what nobody waits for").map(({ arrival }) => arrival)).toEqual(["late", "double", "unknown"]);
  expect(world.printed()).not.toContain("secret");
  expect(await ada.ask("hello")).toEqual(["hello from here"]);
});

test("messages of unknown kinds and of no form are named as losses, and the others are said", async () => {
  await using world = await startBotWorld();
  await using _bot = await TockClient.connect(world.server.url, () => ({
    messages: [
      { type: "hologram", text: "secret" },
      { type: "sentence", text: 7 },
      "secret",
      { type: "event", category: "HOLOGRAM", key: "colour", value: "secret" },
      { type: "event", category: "METADATA", key: "", value: "secret" },
      { type: "debug", text: "secret", data: {} },
      { type: "custom", message: { klass: "ai.tock.bot.connector.teams.TeamsMessage", value: { secret: 1 } } },
      sentence("and this"),
    ],
  }));
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["and this"]);
  expect(world.logged("cannot be read").map(({ why, kind }) => [why, kind])).toEqual([
    ["unknown_kind", undefined],
    ["malformed", "sentence"],
  ]);
  expect(world.logged("cannot be shown").map(({ loss }) => loss)).toEqual(["metadata", "event", "custom_class"]);
  expect(world.printed()).not.toContain("secret");
});

test("an answer without a message is one of the fallback", async () => {
  await using world = await startBotWorld();
  await using _bot = await TockClient.connect(world.server.url, () => ({ messages: [] }));
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["fallback: said_nothing"]);
});

test("frames that are none do no harm", async () => {
  await using world = await startBotWorld();
  await using bot = await TockClient.connect(world.server.url, echo);
  for (const frame of [
    "{secret",
    "[]",
    '"secret"',
    "{}",
    '{"requestId":1}',
    '{"requestId":"1"}',
    '{"requestId":"1","botResponse":{}}',
  ])
    bot.send(frame);
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["bot: weather"]);
  expect(world.printed()).not.toContain("secret");
});

test("a bot that never says what it can do is asked, and gets its turns by the intent", async () => {
  await using world = await startBotWorld();
  await using bot = await TockClient.connect(world.server.url, echo, { stories: null });
  const ada = await world.visitor();
  await ada.ask("weather");
  expect(bot.requests[0]).toMatchObject({ intent: "weather", storyId: "weather" });
  expect(await waitUntil(() => bot.asked.some(({ configuration }) => configuration === true), 5_000)).toBe(true);
});

test("a bot that is not there costs nobody time", async () => {
  await using world = await startBotWorld({ timeoutMs: 30_000 });
  const ada = await world.visitor();
  const started = performance.now();
  expect(await ada.ask("weather")).toEqual(["fallback: failed"]);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(world.printed()).toContain("is not connected");
});

test("a wrong key is refused in the handshake, and so is a path that has more than a key", async () => {
  await using world = await startBotWorld();
  const shake = (path: string) => callRaw(`${world.server.url}${path}`, { headers: upgradeHeaders });
  expect(await shake(`/${key.replace("b", "c")}`)).toMatchObject({ status: 401, body: { code: "unauthorized" } });
  expect((await shake(`/${key}/more`)).status).toBe(400);
  expect((await callRaw(`${world.server.url}/${key}`)).status).toBe(400);
  expect(world.logged("a key that is not configured")).toHaveLength(1);
  expect(world.printed()).not.toContain(key.slice(1));
});

test("a bot that breaks off before it answers is replaced by its other socket", async () => {
  await using world = await startBotWorld();
  const connect = async (): Promise<TockClient> => {
    const client: TockClient = await TockClient.connect(world.server.url, ({ message }) => {
      if (message.text === "weather") {
        if (!first) return { messages: [sentence("from the other")] };
        first = false;
        client.close();
      }
      return undefined;
    });
    return client;
  };
  let first = true;
  await using _one = await connect();
  await using _two = await connect();
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["from the other"]);
  expect(world.logged("another one was asked")).toHaveLength(1);
});

test("a socket whose machine is gone without a word is passed over after its first silence", async () => {
  await using world = await startBotWorld({ timeoutMs: 400 });
  const dead = request(`${world.server.url}/${key}`, { headers: upgradeHeaders });
  const [, socket] = (await once(dead.end(), "upgrade")) as [unknown, Duplex];
  // It takes what comes, and answers nothing, no ping either.
  socket.resume();
  await using _bot = await TockClient.connect(world.server.url, echo);
  // So many that it has some of them, whatever their ids are.
  const people = await Promise.all(Array.from({ length: 16 }, () => world.visitor()));
  const first = await Promise.all(people.map((each) => each.ask("weather")));
  expect(first.flat()).toContain("fallback: failed");
  const second = await Promise.all(people.map((each) => each.ask("weather")));
  expect(second.flat()).toEqual(people.map(() => "bot: weather"));
  socket.destroy();
});

test("a bot that starts again is waited for", async () => {
  await using world = await startBotWorld();
  const gone = await TockClient.connect(world.server.url, echo);
  gone.close();
  await world.waitForLine("a bot has disconnected");
  const ada = await world.visitor();
  const said = ada.ask("weather");
  await delay(200);
  await using _again = await TockClient.connect(world.server.url, echo);
  expect(await said).toEqual(["bot: weather"]);
});

test("the older socket may close without an effect on the newer one", async () => {
  await using world = await startBotWorld();
  const older = await TockClient.connect(world.server.url, echo);
  await using _newer = await TockClient.connect(world.server.url, echo);
  older.close();
  await world.waitForLine("a bot has disconnected");
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["bot: weather"]);
});

test("a bot that connects without a pause is slowed down, and never refused", async () => {
  await using world = await startBotWorld();
  let count = 0;
  const until = performance.now() + 2_500;
  while (performance.now() < until) {
    const client = await TockClient.connect(world.server.url, echo);
    client.close();
    await client.closed;
    count += 1;
  }
  // Ten at once, then one a second.
  expect(count).toBeGreaterThan(10);
  expect(count).toBeLessThan(16);
  await world.waitForLine("held back");
});

test("the turns of one person go to the bot one after another, also of two conversations; those of others beside them", async () => {
  await using world = await startBotWorld({ timeoutMs: 30_000 });
  const free = Promise.withResolvers<void>();
  await using bot = await TockClient.connect(world.server.url, async ({ message }) => {
    if (message.text === "weather slow") await free.promise;
    return { messages: [sentence(`bot: ${message.text}`)] };
  });
  const ada = await world.visitor();
  const bob = await world.visitor();
  const begun = await call<{ conversationId: string }>(`${ada.client.base}/v1/conversations`, {
    method: "POST",
    headers: ada.client.authorization(),
  });
  const { conversationId } = begun.body;
  const beside = new RestClient(ada.client.base, { ...ada.client.session, conversationId });
  await ada.post({ type: "text", text: "weather slow" });
  await bot.waitForRequests(1);
  await beside.send("beside", "weather beside");
  await ada.post({ type: "text", text: "weather fast" });
  await bob.post({ type: "text", text: "weather of bob" });
  await bot.waitForRequests(2);
  await delay(500);
  const texts = (): (string | undefined)[] => bot.requests.map(({ message }) => message.text);
  expect(texts()).toEqual(["weather slow", "weather of bob"]);
  free.resolve();
  await world.server.idle();
  expect(new Set(texts().slice(2))).toEqual(new Set(["weather beside", "weather fast"]));
});

test("a bot that sleeps holds up nobody who asks for something else", async () => {
  await using world = await startBotWorld({ timeoutMs: 60_000 }, { storiesAtOnce: 2 });
  const free = Promise.withResolvers<void>();
  await using bot = await TockClient.connect(world.server.url, async () => {
    await free.promise;
    return { messages: [sentence("at last")] };
  });
  const sleepers = await Promise.all(Array.from({ length: 6 }, () => world.visitor()));
  for (const each of sleepers) await each.post({ type: "text", text: "weather" });
  await bot.waitForRequests(6);
  const bob = await world.visitor();
  await bob.post({ type: "text", text: "hello" });
  const isAnswered = async (): Promise<boolean> => (await bob.events()).some(({ type }) => type === "message");
  expect(await waitUntil(isAnswered, 10_000)).toBe(true);
  expect(await world.metric("causerie_bot_waiting_turns{")).toEqual(['causerie_bot_waiting_turns{bot="travel"} 6']);
  expect(await world.metric("causerie_bot_sockets{")).toEqual(['causerie_bot_sockets{bot="travel"} 1']);
  free.resolve();
  await world.server.idle();
  expect(await world.metric("causerie_bot_turns_total")).toContain(
    'causerie_bot_turns_total{bot="travel",outcome="answered"} 6',
  );
});

test("neither the key nor what is said comes into the log", async () => {
  await using world = await startBotWorld();
  await using _bot = await TockClient.connect(world.server.url, echo);
  const ada = await world.visitor();
  await ada.ask("weather for my-secret-place");
  expect(world.printed()).not.toContain("my-secret-place");
  expect(world.printed()).not.toContain(key);
});
