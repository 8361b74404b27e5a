import { expect, test } from "vitest";
import { createBot, messenger, story } from "@causerie/server";
import { type FakeUser, startFakeGraph } from "@causerie/fake-graph";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const hello = story("hello", { events: ["start"] });
const fares = story("fares", { keywords: ["fares"] });
const bot = createBot({
  stories: [
    hello.handle((turn) => {
      const { content } = turn.event;
      return content.type === "referral" ? `Welcome by <${content.adId ?? content.ref}>` : "Welcome";
    }),
    fares.handle(() => "5 euros"),
  ],
  fallback: (_turn, reason) => `fallback: ${reason}`,
});

/** What the person reads after these acts. */
async function readAfter(...acts: ((ana: FakeUser) => Promise<unknown>)[]): Promise<(string | undefined)[]> {
  await using graph = await startFakeGraph(metaPage);
  const page = messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl });
  await using server = await startTestServer({ bot, connectors: [page] });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  for (const act of acts) await act(ana);
  await server.idle();
  await graph.idle();
  return graph.sent(ana.psid).map(({ text }) => text);
}

test("who writes first from an ad is greeted, and their message is answered", async () => {
  const ad = { source: "ADS", type: "OPEN_THREAD", ad_id: "6045246247433" };
  const written = (referral: object) => (ana: FakeUser) =>
    ana.sendRaw({ message: { mid: "m_1", text: "fares", referral: { ...referral } } });
  expect(await readAfter(written(ad))).toEqual(["Welcome by <6045246247433>", "5 euros"]);
  expect(await readAfter(written({ ref: "summer", source: "SHORTLINK" }))).toEqual(["Welcome by <summer>", "5 euros"]);
});

test("a referral without ref is greeted like anybody else, whatever it says", async () => {
  const came = (referral: object) => (ana: FakeUser) => ana.sendRaw({ referral: { ...referral } });
  expect(await readAfter(came({ source: "ADS", type: "OPEN_THREAD", ad_id: "7" }))).toEqual(["Welcome by <7>"]);
  expect(await readAfter(came({ source: "CUSTOMER_CHAT_PLUGIN" }))).toEqual(["Welcome by <>"]);
});

const tap = (fields: object) => (ana: FakeUser) => ana.sendRaw({ postback: { mid: "m_2", ...fields } });
const reply = (text: string, payload: string) => (ana: FakeUser) =>
  ana.sendRaw({ message: { mid: "m_3", text, quick_reply: { payload } } });

test("a menu, an ice breaker and a quick reply whose payload is a link lead to its story", async () => {
  expect(await readAfter(tap({ title: "What does it cost?", payload: "fares?zone=north" }))).toEqual(["5 euros"]);
  expect(await readAfter(tap({ payload: "fares" }))).toEqual(["5 euros"]);
  expect(await readAfter(reply("Cost?", "fares"))).toEqual(["5 euros"]);
});

test("every other tap is answered, too: by its title, or by the fallback", async () => {
  expect(await readAfter(tap({ title: "fares", payload: "ANOTHER_APPS" }))).toEqual(["5 euros"]);
  expect(await readAfter(reply("fares", "ANOTHER_APPS"))).toEqual(["5 euros"]);
  expect(await readAfter(tap({ title: "fares" }))).toEqual(["5 euros"]);
  expect(await readAfter(tap({ title: "Begin", payload: "GET_STARTED" }))).toEqual(["Welcome"]);
  expect(await readAfter(tap({ payload: "ANOTHER_APPS" }))).toEqual(["fallback: unknown_link"]);
  expect(await readAfter(tap({}))).toEqual(["fallback: unknown_link"]);
});
