import { setTimeout as delay } from "node:timers/promises";
import type { LogEvent } from "@causerie/protocol";
import { startFakeGraph } from "@causerie/fake-graph";
import { expect, onTestFinished, test } from "vitest";
import { compare } from "#support/fault/oracle.ts";
import { expectNothingWrong } from "#support/fault/verdict.ts";
import { accessToken, appSecret, metaPage, verifyToken } from "#support/messenger/facebook-page.ts";
import { ServerProcess } from "#support/server/server-process.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** `kill -9` at the worst moments. Nothing acknowledged may be lost, nothing may be on a web screen twice. */
async function startServer(graphBaseUrl?: string): Promise<ServerProcess> {
  const server = new ServerProcess({
    restsMs: [0, 100, 200, 300],
    ...(graphBaseUrl === undefined
      ? {}
      : { messenger: { appId: "1001", pageId: "2001", accessToken, appSecret, verifyToken, graphBaseUrl } }),
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  await server.start();
  return server;
}

const visit = (server: ServerProcess): Promise<RestClient> => RestClient.start(`${server.url}/web`);

async function logOf(client: RestClient): Promise<LogEvent[]> {
  const { body } = await client.events();
  return body.events;
}

async function answered(client: RestClient, turns: number, timeout = 30_000): Promise<LogEvent[]> {
  await expect
    .poll(async () => (await logOf(client).catch(() => [])).filter(({ type }) => type === "turn.end").length, {
      timeout,
    })
    .toBe(turns);
  return logOf(client);
}

/** Starts the server until it lives long enough to answer. @returns how often it died. */
async function deathsUntilAnswered(server: ServerProcess, client: RestClient): Promise<number> {
  let over = false;
  onTestFinished(() => {
    over = true;
  });
  for (let deaths = 0; !over && deaths < 10; deaths += 1) {
    // It may die before it has said where it listens.
    await server.start().catch(() => undefined);
    const ended = server.ended().then(() => false);
    const alive = await Promise.race([
      ended,
      answered(client, 1).then(
        () => true,
        () => false,
      ),
    ]);
    if (alive) return deaths;
  }
  throw new Error("the server does not stay alive");
}

function expectUnbroken(events: readonly LogEvent[]): void {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
}

test("killed between accepting and answering: the event is answered after the restart, once", async () => {
  const server = await startServer();
  const client = await visit(server);
  expect((await client.send("first", "hold")).status).toBe(202);
  expect((await client.send("second", "after")).status).toBe(202);
  await server.kill();
  server.openGate();
  await server.start();

  const events = await answered(client, 2);
  expect(textsOf(events)).toEqual(["held", "one: after", "two: after"]);
  expectUnbroken(events);
  // The client that never saw its acknowledgement asks again, and is told the same.
  expect((await client.send("first", "hold")).body).toEqual({ seq: 1, duplicate: true });
});

test("killed between answering and delivering: a screen that comes back gets the answer once, from its cursor", async () => {
  const server = await startServer();
  const client = await visit(server);
  await client.send("a", "hello");
  const before = await answered(client, 1);
  await server.kill();
  await server.start();

  using stream = await client.stream();
  const ids: string[] = [];
  while (ids.length < before.length) {
    const event = await stream.next();
    if (event?.id !== undefined) ids.push(event.id.split(".")[1] ?? "");
  }
  expect(ids).toEqual(before.map(({ seq }) => String(seq)));
  expect(await logOf(client)).toEqual(before);
});

test("killed again and again under load: every acknowledged message is answered exactly once, in order", async () => {
  const server = await startServer();
  const clients = await Promise.all(Array.from({ length: 6 }, () => visit(server)));
  const perClient = 15;
  let sending = true;
  let acknowledgements = 0;

  const senders = clients.map(async (client, lane) => {
    for (let index = 0; index < perClient; index += 1) {
      // As the widget does: the same id until the server has said that it has the message.
      for (;;) {
        const acknowledged = await client.send(`${lane}-${index}`, `${lane}:${index}`).then(
          ({ status }) => status === 202,
          () => false,
        );
        // A person does not type faster; and the kills shall meet every stage of the road.
        await delay(20);
        if (acknowledged) break;
      }
      acknowledgements += 1;
    }
  });
  let kills = 0;
  const killer = (async () => {
    while (sending) {
      // Counted in messages, not in time: a slow machine would kill each server before it has accepted one.
      const enough = acknowledgements + 1 + 2 * (kills % 4);
      while (sending && acknowledgements < enough) await delay(5);
      await server.kill();
      await server.start();
      kills += 1;
    }
  })();
  await Promise.all(senders);
  sending = false;
  await killer;
  expect(kills).toBeGreaterThan(3);

  for (const [lane, client] of clients.entries()) {
    const events = await answered(client, perClient);
    expectUnbroken(events);
    const expected = Array.from({ length: perClient }, (_, index) => [
      `one: ${lane}:${index}`,
      `two: ${lane}:${index}`,
    ]).flat();
    expectNothingWrong(compare("what was answered", textsOf(events), expected));
  }
});

test("an event that kills the process becomes a dead letter after five tries, with an apology; what waited behind it is answered", async () => {
  const server = await startServer();
  server.expectedErrors = [/is a dead letter now/];
  const client = await visit(server);
  const other = await visit(server);
  // It may die before it can answer; what counts is that the event is stored.
  await client.send("poison", "poison").catch(() => undefined);
  await server.ended();
  // The first death may have been too fast to leave a trace.
  expect([5, 6]).toContain(1 + (await deathsUntilAnswered(server, client)));
  await client.send("next", "still there?");
  await other.send("other", "hello");

  const events = await answered(client, 2);
  expect(textsOf(events)).toEqual([
    "Sorry, something went wrong on our side. Please try again.",
    "one: still there?",
    "two: still there?",
  ]);
  expect(textsOf(await answered(other, 1))).toEqual(["one: hello", "two: hello"]);
});

test("one event that kills the process takes nobody with it: the others who were being answered get their answer", async () => {
  const server = await startServer();
  server.expectedErrors = [/is a dead letter now/];
  const guilty = await visit(server);
  const others = await Promise.all(Array.from({ length: 10 }, () => visit(server)));
  for (const other of others) await other.send("hold", "hold");
  await guilty.send("poison", "poison").catch(() => undefined);
  await server.ended();
  server.openGate();
  expect([5, 6]).toContain(1 + (await deathsUntilAnswered(server, guilty)));
  expect(textsOf(await answered(guilty, 1))).toEqual(["Sorry, something went wrong on our side. Please try again."]);
  for (const other of others) {
    const events = await answered(other, 1);
    expectUnbroken(events);
    expect(textsOf(events)).toEqual(["held"]);
  }
});

test("Messenger: killed after the 200 and before the answer, the person is answered once after the restart", async () => {
  await using graph = await startFakeGraph(metaPage);
  const server = await startServer(graph.baseUrl);
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const user = graph.user("2001");
  const said = await user.say("hold");
  expect(said).toMatchObject({ type: "webhook", receipt: "acknowledged" });
  await server.kill();
  server.openGate();
  await server.start();

  await graph.waitFor(() => graph.sent(user.psid).length > 0, 15_000);
  await user.say("and now");
  await graph.waitFor(() => graph.sent(user.psid).length >= 3, 15_000);
  expect(graph.sent(user.psid).map(({ text }) => text)).toEqual(["held", "one: and now", "two: and now"]);
});

test("Messenger: killed while Meta has taken a message but not answered, the echo settles it: seen once", async () => {
  await using graph = await startFakeGraph(metaPage);
  const server = await startServer(graph.baseUrl);
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const user = graph.user("2001");
  // Its answer and its echo come two seconds later: the first to a dead process, the second to the next one.
  graph.failNext(1, { slow: 2_000 }, { method: "POST", path: "/messages" });
  await user.say("hello");
  await graph.waitFor(() => graph.sent(user.psid).length === 1, 15_000);
  await server.kill();
  await server.start();

  // The second bubble waits behind the first; the echo of the first lets it go.
  await graph.waitFor(() => graph.sent(user.psid).length === 2, 20_000);
  await graph.idle();
  expect(graph.sent(user.psid).map(({ text }) => text)).toEqual(["one: hello", "two: hello"]);
});

const template = /"template_type"/;
/** Neither the first part of the cards in simpler form, nor the last one. */
const middle = /^(?!.*"template_type")(?!.*quick_replies)(?!.*"text":"Card 0).*"text":"/;

test.each([
  { taken: "was not taken", fault: { hang: 60_000 } },
  { taken: "was taken, and not answered", fault: { slow: 2_000 } },
])(
  "Messenger: killed between two parts of a message, the second of which $taken: each part is seen once",
  async ({ fault }) => {
    await using graph = await startFakeGraph(metaPage);
    const server = await startServer(graph.baseUrl);
    graph.setWebhookUrl("1001", `${server.url}/messenger`);
    const user = graph.user("2001");
    graph.failNext(99, { code: 100 }, { body: template });
    graph.failNext(1, fault, { body: middle });
    await user.say("cards");
    const words = (): string[] => graph.sent(user.psid).map(({ text = "" }) => text);
    await graph.waitFor(() => graph.journal.some(({ body }) => middle.test(JSON.stringify(body ?? null))), 15_000);
    await graph.waitFor(() => words().length === ("slow" in fault ? 2 : 1));
    await server.kill();
    // Meta takes the template by now; the person has seen its beginning in another form.
    graph.clearFaults();
    await server.start();
    await user.say("after");
    await graph.waitFor(() => words().at(-1) === "two: after", 25_000);
    expect(words()).toHaveLength(5);
    for (let card = 0; card < 10; card += 1) expect(words().join("\n").split(`Card ${card}\n`)).toHaveLength(2);
  },
);

test("an event that was under way when its process ended seven times by another's doing is answered, not set aside", async () => {
  const server = new ServerProcess();
  onTestFinished(() => server[Symbol.asyncDispose]());
  await server.start();
  const client = await visit(server);
  await client.send("innocent", "hold");
  for (let deaths = 0; deaths < 7; deaths += 1) {
    await delay(500);
    await server.kill();
    await server.start();
  }
  server.openGate();
  // Where a machine starts servers slowly, the event is in its last rest, which takes a minute.
  expect(textsOf(await answered(client, 1, 120_000))).toEqual(["held"]);
});
