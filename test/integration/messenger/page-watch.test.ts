import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, type MessengerOptions, story } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { accessToken, metaPage, pageOptions, postWebhook } from "#support/messenger/facebook-page.ts";
import { startConnectorHost } from "#support/server/connector-host.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { waitUntil } from "#support/wait-until.ts";

/** What Meta takes from a page while the server runs is noticed, said once, and shown until it is right again. */

async function startWorld(options: Partial<MessengerOptions> = {}, pageIds: readonly string[] = ["2001"]) {
  const others = [{ appId: "3003", appSecret: "other-secret", verifyToken: "other" }];
  const graph = await startFakeGraph({
    apps: [...metaPage.apps, ...others],
    pages: pageIds.map((pageId) => ({ pageId, accessToken: tokenOf(pageId), appId: "1001" })),
    requireProof: true,
  });
  graph.setWebhookUrl("1001", "https://bot.example/messenger");
  let steady = 0;
  const definitions = pageIds.map((pageId) =>
    messenger({
      ...pageOptions({ checkMinutes: 0, ...options }),
      id: `page-${pageId}`,
      path: `/messenger/${pageId}`,
      pageId,
      accessToken: tokenOf(pageId),
      graphBaseUrl: graph.baseUrl,
    }),
  );
  const host = await startConnectorHost(definitions, Date.now, () => steady);
  return {
    graph,
    host,
    wait: (minutes: number) => void (steady += minutes * 60_000),
    /** The problems of the first page after all have looked. */
    async look(): Promise<string[]> {
      for (const running of host.running) await running.look();
      const figures = host.running[0]?.metrics().find(({ name }) => name === "messenger_page_problem")?.values ?? [];
      return figures.filter(({ value }) => value === 1).map(({ labels }) => labels?.["about"] ?? "");
    },
    /** What stories were told, and what the operator reads. */
    told: () =>
      host.events.map(({ connectorId, content }) =>
        content.type === "channel_event" ? { connectorId, ...(content.data as object) } : {},
      ),
    count: (words: string) => host.logged().split(words).length - 1,
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

function tokenOf(pageId: string): string {
  return pageId === "2001" ? accessToken : `EAAB-${pageId}`;
}

type World = Awaited<ReturnType<typeof startWorld>>;

test("a page that works has nothing wrong", async () => {
  await using world = await startWorld();
  expect(await world.look()).toEqual([]);
  expect(world.told()).toEqual([]);
});

test.each<[string, (world: World) => void, (world: World) => void, string, string, string]>([
  [
    "another system takes the webhook",
    ({ graph }) => graph.setWebhookUrl("1001", "https://crm.example/hook?token=secret"),
    ({ graph }) => graph.setWebhookUrl("1001", "https://bot.example/messenger"),
    "webhook",
    "error",
    "The events go to https://crm.example/hook and not to this server: another system has the app's webhook",
  ],
  [
    "somebody disconnects the app from the page",
    ({ graph }) => graph.disconnect("2001", "1001"),
    ({ graph }) => graph.connect("2001", "1001"),
    "subscription",
    "error",
    "The app does not get the page's events",
  ],
  [
    "somebody takes a permission back",
    ({ graph }) => graph.revoke(accessToken, "pages_messaging"),
    ({ graph }) => graph.grant(accessToken, "pages_messaging"),
    "token",
    "error",
    "The token lacks pages_messaging",
  ],
  [
    "the token dies",
    ({ graph }) => graph.revoke(accessToken, undefined),
    ({ graph }) => graph.grant(accessToken, undefined),
    "token",
    "error",
    "The access token is not valid any more",
  ],
  [
    "another app is connected, without a routing",
    ({ graph }) => graph.connect("2001", "3003"),
    ({ graph }) => graph.disconnect("2001", "3003"),
    "routing",
    "warning",
    "Other apps are connected to the page, and all of them may answer at once: 3003",
  ],
])("%s: said once, shown until it is right again", async (_what, spoil, mend, about, level, title) => {
  await using world = await startWorld();
  await world.look();
  spoil(world);
  expect(await world.look()).toEqual([about]);
  expect(await world.look()).toEqual([about]);
  expect(world.told()).toMatchObject([{ about, state: "found", level, title, fix: expect.stringMatching(/\w/) }]);
  mend(world);
  expect(await world.look()).toEqual([]);
  expect(world.told()).toMatchObject([{ state: "found" }, { about, state: "gone", title }]);
  // Once when it was found, and once as right again.
  expect(world.count(title)).toBe(2);
  expect(world.host.logged()).not.toContain("token=secret");
});

test("what Meta does not say now stays as it was", async () => {
  await using world = await startWorld();
  world.graph.disconnect("2001", "1001");
  expect(await world.look()).toEqual(["subscription"]);
  world.graph.failNext(20, { code: 4 });
  expect(await world.look()).toEqual(["subscription"]);
  world.graph.clearFaults();
  world.graph.connect("2001", "1001");
  world.graph.failNext(20, { status: 503, code: 2 });
  expect(await world.look()).toEqual(["subscription"]);
  world.graph.clearFaults();
  expect(await world.look()).toEqual([]);
  expect(world.told()).toHaveLength(2);
});

test("of several pages of an app one says that its webhook was taken, and each says what is its own", async () => {
  await using world = await startWorld({}, ["2001", "2002"]);
  world.graph.setWebhookUrl("1001", "https://crm.example/hook");
  world.graph.disconnect("2002", "1001");
  await world.look();
  expect(world.told()).toMatchObject([
    { connectorId: "page-2001", about: "webhook" },
    { connectorId: "page-2002", about: "subscription" },
  ]);
});

test("an operator who wants it hears that no webhook has come for a time", async () => {
  await using world = await startWorld({ quietMinutes: 30 });
  world.wait(29);
  expect(await world.look()).toEqual([]);
  world.wait(2);
  expect(await world.look()).toEqual(["silence"]);
  expect(world.told()).toMatchObject([{ about: "silence", title: "No webhook has come for 30 minutes" }]);
  await postWebhook(`${world.host.url}/messenger/2001`, JSON.stringify({ object: "page", entry: [] }));
  expect(await world.look()).toEqual([]);
  await postWebhook(`${world.host.url}/messenger/2001`, "{}", { "x-hub-signature-256": `sha256=${"0".repeat(64)}` });
  world.wait(30);
  // A forged one is no sign of Meta.
  expect(await world.look()).toEqual(["silence"]);
});

test("an app that is made a secondary receiver says so, until it is the primary one again", async () => {
  await using world = await startWorld();
  world.graph.setWebhookUrl("1001", `${world.host.url}/messenger/2001`);
  await world.graph.appRoles("2001", "1001", ["secondary_receiver"]);
  const title = "This app is not the page's default app any more: it gets a conversation only when it is passed one";
  expect(world.told()).toMatchObject([{ about: "role", state: "found", title }]);
  await world.graph.appRoles("2001", "1001", ["primary_receiver"]);
  expect(world.told()).toMatchObject([{ state: "found" }, { about: "role", state: "gone" }]);
});

test("the server looks by itself, and a story tells whom the operator wants", async () => {
  await using graph = await startFakeGraph(metaPage);
  const told: unknown[] = [];
  const bot = createBot({
    stories: [
      story("status", { events: ["channel_event"] }).handle(({ event: { content } }) => {
        if (content.type === "channel_event" && content.name === "page_status") told.push(content.data);
        return undefined;
      }),
    ],
    fallback: () => "?",
  });
  const { logger, printed } = collectLogLines("info");
  const connectors = [messenger({ ...pageOptions({ checkMinutes: 0.005 }), graphBaseUrl: graph.baseUrl })];
  await using server = await startTestServer({ bot, connectors, metricsToken: "metrics-token-77" }, { logger });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  graph.disconnect("2001", "1001");
  await waitUntil(() => told.length > 0, 10_000);
  expect(told).toMatchObject([{ about: "subscription", state: "found", level: "error" }]);
  expect(printed()).toContain("The app does not get the page's events");
  const figures = await fetch(`${server.url}/metrics`, { headers: { authorization: "Bearer metrics-token-77" } });
  expect(await figures.text()).toContain('messenger_page_problem{connector="messenger",about="subscription"} 1');
});
