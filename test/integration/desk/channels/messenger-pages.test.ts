import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { messengerKind, type MessengerKindOptions } from "@causerie/server";
import type { ConnectedAccounts, ListedAccounts } from "@causerie/protocol/desk";
import { type FakeGraph, startFakeGraph } from "@causerie/fake-graph";
import { expect, test } from "vitest";
import { channelOf, patchChannel, putChannel } from "#support/desk/channels.ts";
import { startDesk } from "#support/desk/start-desk.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { waitUntil } from "#support/wait-until.ts";

const app = { appId: "1001", appSecret: "test-app-secret", verifyToken: "verify-me" };
const page = (pageId: string, name: string, appId = "1001") => ({
  pageId,
  name,
  appId,
  accessToken: `EAAB-${appId}-${pageId}`,
  subscribedFields: [],
});

/** An administrator of three pages at Meta, and somebody at the desk. Another app answers on the third page. */
async function startWorld(kind: MessengerKindOptions = {}) {
  const graph = await startFakeGraph({
    apps: [app, { appId: "9009", appSecret: "foreign-secret", verifyToken: "foreign" }],
    pages: [
      page("2001", "Northern Lines"),
      page("2002", "Southern Lines"),
      page("2003", "Harbour"),
      page("2003", "Harbour", "9009"),
    ],
    administrators: [
      {
        appId: "1001",
        shortToken: "EAAB-short",
        longToken: "EAAB-long",
        pages: ["2001", "2002", "2003"],
      },
    ],
    requireProof: true,
  });
  const gate = join(temporaryFolder(), "gate");
  const desk = await startDesk(
    {
      bot: createTestBot(gate),
      channelKinds: [messengerKind({ graphBaseUrl: graph.baseUrl, ...kind })],
    },
    { retry: { missingMs: 100 } },
  );
  return {
    graph,
    desk,
    ada: await desk.admin(),
    openGate: () => writeFileSync(gate, ""),
    async [Symbol.asyncDispose]() {
      await desk[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

const given = { appId: app.appId, appSecret: app.appSecret, verifyToken: app.verifyToken, userToken: "EAAB-short" };

const isAnswered = (graph: FakeGraph, psid: string, text: string): Promise<boolean> =>
  waitUntil(() => graph.sent(psid).some(({ content }) => JSON.stringify(content).includes(text)), 10_000);

test("several pages of one person become a channel each, named after the page, and answer", async () => {
  await using world = await startWorld();
  const { ada, graph, desk } = world;
  const { body: found } = await ada.call<ListedAccounts>("POST", "/channel-kinds/messenger/accounts", {
    options: given,
  });
  expect(found.accounts).toEqual([
    { id: "2001", name: "Northern Lines", concerns: [] },
    { id: "2002", name: "Southern Lines", concerns: [] },
    { id: "2003", name: "Harbour", concerns: [expect.stringContaining("Other apps are connected to the page")] },
  ]);
  const chosen = { ticket: found.ticket, ids: ["2001", "2002"], language: "fr" };
  const { body: connected } = await ada.call<ConnectedAccounts>("POST", "/channel-kinds/messenger/connect", chosen);
  expect(connected.accounts).toMatchObject([
    {
      channelId: "messenger-2001",
      findings: [{ title: "The page is subscribed" }, { title: "The app's webhook is entered at Meta" }],
    },
    { channelId: "messenger-2002", findings: [{ title: "The page is subscribed" }, { level: "ok" }] },
  ]);
  const channel = await channelOf(ada, "messenger-2001");
  expect(channel).toMatchObject({
    name: "Northern Lines",
    language: "fr",
    state: "running",
    account: "page 2001 of app 1001",
  });
  expect(channel?.secrets.map(({ name }) => name).toSorted()).toEqual(["accessToken", "appSecret", "verifyToken"]);
  expect(channel?.steps).toContainEqual({
    text: "Enter this webhook URL at Meta, with your verify token",
    copy: `${desk.url}/messenger/2001`,
  });
  for (const pageId of ["2001", "2002"]) {
    const zoe = graph.user(pageId);
    await zoe.say("hello");
    expect(await isAnswered(graph, zoe.psid, "two: hello")).toBe(true);
  }
  expect((await channelOf(ada, "messenger-2001"))?.calledAt).toBeGreaterThan(0);

  const { body: later } = await ada.call<ListedAccounts>("POST", "/channel-kinds/messenger/accounts", {
    options: given,
  });
  expect(later.accounts.map(({ servedBy }) => servedBy)).toEqual([
    'the channel "Northern Lines"',
    'the channel "Southern Lines"',
    undefined,
  ]);
  const again = { ticket: later.ticket, ids: ["2001"] };
  const { body: twice } = await ada.call<ConnectedAccounts>("POST", "/channel-kinds/messenger/connect", again);
  expect(twice.accounts).toMatchObject([{ findings: [{ level: "error" }] }]);
  const logged = JSON.stringify((await ada.get("/audit")).body);
  expect(logged).toContain("channel.connect");
  expect(logged).not.toMatch(/EAAB|test-app-secret|verify-me/);
});

test("a page that another channel serves is refused with its name", async () => {
  await using world = await startWorld();
  const { ada } = world;
  const { userToken: _, ...shared } = given;
  const options = { ...shared, pageId: "2001", accessToken: "EAAB-1001-2001" };
  const channel = { version: 0, channel: "messenger", name: "North", isActive: true, options };
  expect((await putChannel(ada, "north", channel)).status).toBe(200);
  expect(await putChannel(ada, "other", { ...channel, name: "Other" })).toMatchObject({
    status: 409,
    body: { detail: 'page 2001 of app 1001 is served by the channel "North" already; both would answer' },
  });
});

test("an app whose events another system gets is shown, and left to that system", async () => {
  await using world = await startWorld();
  const { ada, graph } = world;
  graph.setWebhookUrl("1001", "http://127.0.0.1:9/elsewhere");
  const { body } = await ada.call<ListedAccounts>("POST", "/channel-kinds/messenger/accounts", { options: given });
  expect(body.findings).toMatchObject([{ level: "error", title: expect.stringContaining("another system") }]);
  const chosen = { ticket: body.ticket, ids: ["2001"] };
  const { body: connected } = await ada.call<ConnectedAccounts>("POST", "/channel-kinds/messenger/connect", chosen);
  expect(connected.accounts[0]?.findings).toMatchObject([
    { title: "The page is subscribed" },
    { level: "error", fix: expect.stringContaining("That system gets nothing any more") },
  ]);
});

test("a check on demand asks Meta, and says what to do", async () => {
  await using world = await startWorld();
  const { ada, graph } = world;
  const { body } = await ada.call<ListedAccounts>("POST", "/channel-kinds/messenger/accounts", { options: given });
  await ada.call("POST", "/channel-kinds/messenger/connect", { ticket: body.ticket, ids: ["2001"] });
  graph.revoke("EAAB-1001-2001", undefined);
  const check = await ada.call("POST", "/channels/messenger-2001/check");
  expect(check.body).toMatchObject({
    findings: [
      { level: "warning" },
      { level: "error", title: "The access token is not valid any more", fix: expect.any(String) },
    ],
  });
});

test("a list is for whoever has asked for it, and for ten minutes", async () => {
  await using world = await startWorld();
  const { ada, desk } = world;
  const { body } = await ada.call<ListedAccounts>("POST", "/channel-kinds/messenger/accounts", { options: given });
  const key = desk.client();
  const { secret } = await ada.makeKey({ name: "program", scopes: ["channels.write"] });
  key.headers = { Authorization: `Bearer ${secret}` };
  const chosen = { ticket: body.ticket, ids: ["2001"] };
  expect((await key.call("POST", "/channel-kinds/messenger/connect", chosen)).status).toBe(400);
  expect(body.ticket).not.toContain("EAAB");
  const wrong = { options: { ...given, userToken: "EAAB-of-nobody" } };
  expect((await ada.call("POST", "/channel-kinds/messenger/accounts", wrong)).body).toMatchObject({
    accounts: [],
    findings: [{ level: "error", title: "The user token is not valid any more" }],
  });
  expect((await ada.call("POST", "/channel-kinds/web/accounts", { options: {} })).status).toBe(404);
});

test("with an app in the configuration somebody signs in at Facebook in place of pasting a token", async () => {
  await using world = await startWorld(app);
  const { ada, graph, desk } = world;
  const state = "a-state-of-the-browser";
  const { body: address } = await ada.call<{ url: string }>("POST", "/channel-kinds/messenger/sign-in", { state });
  expect(address.url).not.toContain(app.appSecret);
  const sentBack = graph.signIn(address.url, "EAAB-short");
  expect(sentBack.href).toContain(`${desk.url.replace("127.0.0.1", "localhost")}/desk/channels?`);
  expect(sentBack.searchParams.get("state")).toBe(state);
  const back = { options: {}, code: sentBack.searchParams.get("code") };
  const { body: found } = await ada.call<ListedAccounts>("POST", "/channel-kinds/messenger/accounts", back);
  expect(found.accounts).toHaveLength(3);
  const chosen = { ticket: found.ticket, ids: ["2001"] };
  const { body: connected } = await ada.call<ConnectedAccounts>("POST", "/channel-kinds/messenger/connect", chosen);
  expect(connected.accounts).toMatchObject([{ channelId: "messenger-2001" }]);
  const { body: twice } = await ada.call<ListedAccounts>("POST", "/channel-kinds/messenger/accounts", back);
  expect(twice).toMatchObject({ accounts: [], findings: [{ level: "error" }] });
});

test("what was to be said on a channel that is switched off is said once it is on again", async () => {
  await using world = await startWorld();
  const { ada, graph, openGate } = world;
  const { body } = await ada.call<ListedAccounts>("POST", "/channel-kinds/messenger/accounts", { options: given });
  await ada.call("POST", "/channel-kinds/messenger/connect", { ticket: body.ticket, ids: ["2001"] });
  const zoe = graph.user("2001");
  await zoe.say("halves");
  expect(await isAnswered(graph, zoe.psid, "first half")).toBe(true);
  await patchChannel(ada, "messenger-2001", { isActive: false });
  openGate();
  expect((await fetch(`${world.desk.url}/messenger/2001`, { method: "POST" })).status).toBe(404);
  await patchChannel(ada, "messenger-2001", { isActive: true });
  expect(await isAnswered(graph, zoe.psid, "second half")).toBe(true);
  expect(graph.sent(zoe.psid)).toHaveLength(2);
});
