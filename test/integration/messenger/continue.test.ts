import { randomBytes } from "node:crypto";
import { startFakeGraph } from "@causerie/fake-graph";
import { messenger, web } from "@causerie/server";
import { sealRef } from "@causerie/server/identity/ref.ts";
import { describe, expect, test } from "vitest";
import { appSecret, metaPage, pageOptions, verifyToken } from "#support/messenger/facebook-page.ts";
import { bot, rates, refIn, startTwoChannels, yes } from "#support/messenger/two-channels.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { openConnectedChat } from "#support/widget/open-chat.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";

const ada = { name: "Ada" };

test("from the web to Messenger: the story there goes on with what the web knows, and from then on both know the same", async () => {
  await using world = await startTwoChannels();
  const page = await world.browse();
  const phone = world.phone();
  await page.say("my name is ada");
  await phone.say("my city is lille");
  const url = await page.link();
  expect(`${url.origin}${url.pathname}`).toBe("https://m.me/2001");
  const both = JSON.stringify({ ...ada, city: "Lille" });
  expect(JSON.parse((await phone.goOn(refIn(url)))?.match(/\{.*\}/)?.[0] ?? "")).toEqual({ ...ada, city: "Lille" });
  expect(phone.said()).toMatch(/^from web web new: .* web$/);
  expect(await page.say("who am i")).toMatch(/messenger$/);
  await page.say("forget my name");
  expect(await phone.say("who am i")).toBe('you are {"city":"Lille"} web');
  await phone.say("my name is ada");
  expect((await page.say("who am i"))?.length).toBe(`you are ${both} messenger`.length);
  expect(await world.counted()).toEqual({ asked: 1, linked: 1 });
});

test("who has never written comes by Get Started: the question before anything else, then one greeting, as somebody who goes on", async () => {
  await using world = await startTwoChannels();
  const page = await world.browse();
  await page.say("my name is ada");
  const user = world.graph.user("2001");
  expect(await user.openReferral(refIn(await page.link()))).toEqual({ type: "waits_for_get_started" });
  await user.getStarted();
  await world.settle();
  await user.tapQuickReply(yes);
  await world.settle();
  const [question, ...rest] = world.graph.sent(user.psid).map(({ text: words }) => words);
  expect(question).toMatch(/^Continue the conversation from www\.example\.com here\? /);
  expect(rest).toEqual(['from web web new: {"name":"Ada"} web']);
});

test("and back: the page gets the ref, whatever the browser, and a second way between the two is no new one", async () => {
  await using world = await startTwoChannels();
  const phone = world.phone();
  await phone.say("my name is ada");
  await phone.say("to web");
  const url = await phone.tap("Continue");
  expect(url.href.replace(/causerie-ref=[\w-]+/, "REF")).toBe("https://www.example.com/help?from=page&REF#chat");
  const page = await world.browse();
  expect(await page.goOn(refIn(url))).toBe('from messenger messenger new: {"name":"Ada"} messenger');
  expect(await phone.come(refIn(await page.link()))).toBe('from web web again: {"name":"Ada"} web');
  // Another browser of the same person.
  await phone.say("to web");
  const other = await world.browse();
  expect(await other.goOn(refIn(await phone.tap("Continue")))).toBe(
    'from messenger messenger new: {"name":"Ada"} messenger,web',
  );
  expect(await world.counted()).toEqual({ asked: 2, linked: 2, already_linked: 1 });
});

test("the widget brings the ref as its referral, in the session that the browser has, and once however often the page loads", async () => {
  await using world = await startTwoChannels();
  const phone = world.phone();
  await phone.say("my name is ada");
  await phone.say("to web");
  const referral = refIn(await phone.tap("Continue"));
  const options = { endpoint: `${world.server.url}/web`, storage: createMemoryStorage() };
  {
    using before = await openConnectedChat(options);
    before.sendText("my city is lille");
    await before.until(() => before.screen().includes("noted"));
  }
  for (let load = 0; load < 2; load += 1) {
    using chat = await openConnectedChat({ ...options, referral });
    await chat.until(() => chat.screen().some((line) => line.startsWith("Continue the conversation from Messenger")));
    await world.settle();
  }
  using later = await openConnectedChat(options);
  await later.until(() => later.screen().length === 3);
  expect(later.screen().slice(0, 2)).toEqual(["my city is lille (sent)", "noted"]);
  expect(await world.counted()).toEqual({ asked: 1 });
});

test("a ref that is no good joins nobody: the conversation goes on, it is counted, and the log names neither ref nor person", async () => {
  await using world = await startTwoChannels();
  const [page, other] = [await world.browse(), await world.browse()];
  const [phone, stranger] = [world.phone(), world.phone()];
  for (const { say } of [page, other, phone, stranger]) await say("hello");
  const refused: string[] = [];
  const comes = async (by: { come(ref: string): Promise<string | undefined> }, ref: string): Promise<void> => {
    refused.push(ref);
    expect(await by.come(ref)).toBe('welcome by ""');
  };
  const used = refIn(await page.link());
  expect(await phone.goOn(used)).toMatch(/^from web/);
  // Whether it was used is known once it is to be used.
  await stranger.come(used);
  refused.push(used);
  expect(await stranger.choose(yes)).toBe('welcome by ""');
  await comes(phone, `${used.slice(0, -1)}_`);
  const claims = {
    issuer: { connectorId: "web", userId: page.userId },
    target: "messenger",
    expiresAt: Date.now() + 60_000,
    asks: true,
  };
  await comes(stranger, sealRef(claims, randomBytes(32)));
  // Bob sends his own link to Ada, who is known on the web already.
  await comes(phone, refIn(await other.link()));
  await comes(page, refIn(await page.link()));
  // It leads to Messenger, and is shown on the web.
  await comes(other, refIn(await page.link()));
  expect(await world.counted()).toEqual({
    asked: 2,
    linked: 1,
    used: 1,
    forged: 2,
    linked_to_another: 1,
    own: 1,
    elsewhere: 1,
  });
  for (const { say } of [other, stranger]) expect(await say("who am i")).toBe("you are {}");
  expect(await other.come("summer")).toBe('welcome by "summer"');
  const log = JSON.stringify(world.lines);
  for (const secret of [...refused, phone.userId, stranger.userId]) expect(log).not.toContain(secret);
});

test("after an hour a ref is too old, by the time at which the person opened it", async () => {
  await using world = await startTwoChannels();
  const page = await world.browse();
  const phone = world.phone();
  await phone.say("hello");
  const ref = refIn(await page.link());
  const comeAt = async (timestamp: number, how: string): Promise<string | undefined> => {
    await phone.user.sendRaw({ timestamp, referral: { ref: how, source: "SHORTLINK", type: "OPEN_THREAD" } });
    await world.settle();
    return phone.said();
  };
  expect(await comeAt(Date.now() + 3_700_000, ref)).toBe('welcome by ""');
  expect(await world.counted()).toEqual({ expired: 1 });
  expect(phone.texts().at(-2)).toMatch(/^This link is no longer valid\./);
  expect(await comeAt(Date.now() + 3_500_000, ref)).toMatch(/^Continue the conversation/);
});

test("a secret that was replaced is still believed; another one is not", async () => {
  const [before, after] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];
  await using old = await startTwoChannels({}, { secret: before });
  const ref = refIn(await (await old.browse()).link());
  await using other = await startTwoChannels({}, { secret: after });
  const phone = other.phone();
  await phone.say("hello");
  expect(await phone.come(ref)).toBe('welcome by ""');
  expect(await other.counted()).toEqual({ forged: 1 });
  await using heir = await startTwoChannels({ variables: { CAUSERIE_PREVIOUS_SECRET: before } }, { secret: after });
  const again = heir.phone();
  await again.say("hello");
  // Its issuer is not in this data folder; the seal is good.
  await again.goOn(ref);
  expect(await heir.counted()).toEqual({ asked: 1, gone: 1 });
});

test("a person is exported and forgotten on both sides, whichever is named, and begins anew", async () => {
  await using world = await startTwoChannels();
  const page = await world.browse();
  const phone = world.phone();
  await page.say("my name is ada");
  await phone.say("my city is lille");
  await phone.goOn(refIn(await page.link()));
  const { people } = world.server;
  const onPhone = { connectorId: "messenger", userId: phone.userId };
  const onWeb = { connectorId: "web", userId: page.userId };
  const exported = await people.export(onPhone);
  expect(exported).toMatchObject({ ...onPhone, memory: { ...ada, city: "Lille" }, linked: [onWeb] });
  expect(JSON.stringify(exported.linked)).toContain("my name is ada");
  await phone.say("forget me");
  await world.settle();
  for (const person of [onPhone, onWeb])
    expect(await people.export(person)).toEqual({ ...person, aliases: [], conversations: [] });
  expect(await page.say("who am i")).toBe("you are {}");
  expect(await phone.say("who am i")).toBe("you are {}");
});

test("where nobody can go there is no address", async () => {
  await using server = await startTestServer({ bot, connectors: [web({ origins: [], rates })] });
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "to messenger");
  await client.send("2", "to web");
  await server.idle();
  expect(textsOf((await client.events()).body.events)).toEqual(["there is no way", "there is no way"]);
});

describe.skipIf(sharedPostgres === undefined)("two servers of one database", () => {
  test("of two people who come to them with one ref at once, one goes on and the other is welcomed", async () => {
    const shared = { secret: randomBytes(32).toString("hex"), database: testSchema() };
    await using one = await startTwoChannels({}, shared);
    const graph = await startFakeGraph({
      apps: [{ appId: "1001", appSecret, verifyToken }],
      pages: metaPage.pages,
    });
    const connectors = [web({ origins: [], rates }), messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl })];
    await using other = await startTestServer({ bot, connectors, ...shared });
    graph.setWebhookUrl("1001", `${other.url}/messenger`);
    const page = await one.browse();
    await page.say("my name is ada");
    for (let round = 0; round < 5; round += 1) {
      const [here, there] = [one.graph.user("2001"), graph.user("2001", { psid: `77${round}` })];
      for (const user of [here, there]) await user.say("hello");
      const visitor = round === 0 ? page : await one.browse();
      const ref = refIn(await visitor.link());
      const asked = (psid: string, on: typeof graph) => () => on.sent(psid).at(-1)?.quickReplies.length;
      for (const user of [here, there]) await user.openReferral(ref);
      await expect.poll(asked(here.psid, one.graph), { timeout: 10_000 }).toBe(2);
      await expect.poll(asked(there.psid, graph), { timeout: 10_000 }).toBe(2);
      await Promise.all([here.tapQuickReply(yes), there.tapQuickReply(yes)]);
      const newest = () => [one.graph.sent(here.psid).at(-1)?.text, graph.sent(there.psid).at(-1)?.text];
      await expect
        .poll(() => newest().filter((words) => words === 'welcome by ""').length, { timeout: 10_000 })
        .toBe(1);
      await expect
        .poll(() => newest().filter((words) => words?.startsWith("from web web new") === true).length, {
          timeout: 10_000,
        })
        .toBe(1);
    }
    await graph[Symbol.asyncDispose]();
  });
});
