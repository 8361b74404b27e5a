import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, story } from "@causerie/server";
import { expect, test } from "vitest";
import { metaPage, pageOptions, postWebhook } from "#support/messenger/facebook-page.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { startConnectorHost } from "#support/server/connector-host.ts";
import { createSharedLine } from "#support/server/shared-line.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

/** What Meta tells one process of a server, or one has found first, is known in the others. */

/** Two processes with the same page. */
async function startProcesses() {
  const graph = await startFakeGraph({ ...metaPage, requireProof: true });
  graph.setWebhookUrl("1001", "https://bot.example/messenger");
  let steady = 0;
  const line = createSharedLine();
  const start = async () => {
    const definition = messenger({
      ...pageOptions({ checkMinutes: 0, quietMinutes: 30 }),
      graphBaseUrl: graph.baseUrl,
    });
    const host = await startConnectorHost([definition], Date.now, () => steady, line());
    const [running] = host.running;
    if (running === undefined) throw new Error("the page did not start");
    const figure = (name: string) => running.metrics().find((metric) => metric.name === name)?.values ?? [];
    return {
      host,
      look: () => running.look(),
      problems: () =>
        figure("messenger_page_problem").flatMap(({ value, labels }) => (value === 1 ? (labels?.["about"] ?? "") : [])),
      isHeld: () => figure("messenger_calls_held")[0]?.value === 1,
      quietSeconds: () => figure("messenger_last_webhook_seconds")[0]?.value,
      told: () =>
        host.events.flatMap(({ content }) =>
          content.type === "channel_event" && content.name === "page_status" ? [content.data] : [],
        ),
      receives: async (event: object, at = Date.now()) => {
        const messaging = [{ recipient: { id: "2001" }, timestamp: at, ...event }];
        const body = JSON.stringify({ object: "page", entry: [{ id: "2001", time: at, messaging }] });
        expect((await postWebhook(`${host.url}/messenger`, body)).status).toBe(200);
      },
    };
  };
  const [one, other] = [await start(), await start()];
  return {
    graph,
    line,
    one,
    other,
    wait: (minutes: number) => void (steady += minutes * 60_000),
    async [Symbol.asyncDispose]() {
      await one.host[Symbol.asyncDispose]();
      await other.host[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("what one process finds the other shows, too, and neither says it again; so it is once it is right again", async () => {
  await using world = await startProcesses();
  const { graph, one, other } = world;
  graph.disconnect("2001", "1001");
  graph.setWebhookUrl("1001", "https://crm.example/hook");
  await one.look();
  await expect.poll(other.problems).toEqual(["subscription", "webhook"]);
  await other.look();
  expect(one.told()).toMatchObject([{ about: "webhook" }, { about: "subscription" }]);
  expect(other.told()).toEqual([]);
  graph.connect("2001", "1001");
  graph.setWebhookUrl("1001", "https://bot.example/messenger");
  await other.look();
  expect(other.told()).toMatchObject([
    { about: "webhook", state: "gone" },
    { about: "subscription", state: "gone" },
  ]);
  await expect.poll(one.problems).toEqual([]);
  await one.look();
  expect(one.told()).toHaveLength(2);
  expect(other.told()).toHaveLength(2);
});

test("the role that Meta tells one process is every process's, whichever hears of the end", async () => {
  await using world = await startProcesses();
  const { one, other } = world;
  await one.receives({ app_roles: { "1001": ["secondary_receiver"] } });
  await expect.poll(other.problems).toEqual(["role"]);
  await other.receives({ app_roles: { "1001": ["primary_receiver"] } });
  await expect.poll(one.problems).toEqual([]);
  expect([...one.told(), ...other.told()]).toMatchObject([{ state: "found" }, { about: "role", state: "gone" }]);
});

test("a page whose webhooks all come to another process is not silent", async () => {
  await using world = await startProcesses();
  const { one, other } = world;
  for (let round = 0; round < 3; round += 1) {
    world.wait(20);
    await one.receives({ read: { watermark: 1 }, sender: { id: "77" } });
    await expect.poll(other.quietSeconds).toBe(0);
    await other.look();
    expect(other.problems()).toEqual([]);
  }
  world.wait(31);
  await one.look();
  await expect.poll(other.problems).toEqual(["silence"]);
  await other.look();
  expect([...one.told(), ...other.told()]).toMatchObject([{ about: "silence", state: "found" }]);
});

test("a block by Meta's policy holds the calls of every process, until its end is told to any", async () => {
  await using world = await startProcesses();
  const { one, other } = world;
  const at = Date.now();
  await one.receives({ policy_enforcement: { action: "block" } }, at);
  await expect.poll(other.isHeld).toBe(true);
  await other.receives({ policy_enforcement: { action: "unblock" } }, at + 1_000);
  await expect.poll(one.isHeld).toBe(false);
  expect(other.isHeld()).toBe(false);
});

test("what a process of another version tells is passed over", async () => {
  await using world = await startProcesses();
  const { one, other } = world;
  const news = [
    null,
    "later",
    { type: "later" },
    { type: "problem", about: "later", problem: null },
    { type: "judged" },
  ];
  await using newer = world.line();
  await newer.send([
    JSON.stringify({
      from: "newer",
      signals: news.map((each) => ["", { type: "news", connectorId: "messenger", news: each }]),
    }),
  ]);
  await one.receives({ app_roles: { "1001": ["secondary_receiver"] } });
  await expect.poll(other.problems).toEqual(["role"]);
  expect(other.isHeld()).toBe(false);
  expect(`${one.host.logged()}${other.host.logged()}`).not.toContain("failed");
});

test.skipIf(sharedPostgres === undefined)(
  "who is deleted over one server is asked for again by the other, too",
  async () => {
    await using graph = await startFakeGraph(metaPage);
    const bot = createBot({
      stories: [story("who", { keywords: ["who"] }).handle(async (turn) => (await turn.profile()).firstName ?? "?")],
      fallback: () => "?",
    });
    const page = () => messenger({ ...pageOptions({ userProfile: ["name"] }), graphBaseUrl: graph.baseUrl });
    const shared = { bot, database: testSchema(), secret: "a secret that both servers of the test share" };
    await using one = await startTestServer({ ...shared, connectors: [page()] });
    await using other = await startTestServer({ ...shared, connectors: [page()] });
    const ana = graph.user("2001", { profile: { first_name: "Ana" } });
    const asked = () => graph.journal.filter(({ path }) => path.endsWith(`/${ana.psid}`)).length;
    const asks = async (): Promise<void> => {
      const before = graph.sent(ana.psid).length;
      await ana.say("who");
      await expect.poll(() => graph.sent(ana.psid)).toHaveLength(before + 1);
    };
    graph.setWebhookUrl("1001", `${one.url}/messenger`);
    await asks();
    graph.setWebhookUrl("1001", `${other.url}/messenger`);
    await asks();
    expect(asked()).toBe(2);
    await asks();
    expect(asked()).toBe(2);
    await one.people.delete({ connectorId: "messenger", userId: ana.psid });
    await expect
      .poll(async () => {
        await asks();
        return asked();
      })
      .toBe(3);
  },
);
