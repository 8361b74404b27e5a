import { type FakeUser, startFakeGraph } from "@causerie/fake-graph";
import {
  createBot,
  messenger,
  messengerControl,
  messengerMenu,
  messengerMessage,
  type NativeMessage,
  story,
  text,
} from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

/** What a story does about one person at Meta that shows no message. */

const say = story("say", { keywords: ["say"] });
const tickets = story("tickets", { keywords: ["tickets"] });
const [page] = metaPage.pages;
const day = 24 * 3600;

/** The bot answers "say" with these, after its words. App 3003 is one where people answer. */
async function startWorld(calls: NativeMessage<"messenger">[], meta: { defaultApp?: string } = { defaultApp: "1001" }) {
  const { logger, lines } = collectLogLines("info");
  const people = { appId: "3003", appSecret: "other-secret", verifyToken: "other" };
  const graph = await startFakeGraph({
    apps: [...metaPage.apps, people],
    pages: [
      { ...page, pageId: "2001", accessToken: "EAAB-page-token", appId: "1001", ...meta },
      { pageId: "2001", accessToken: "EAAB-people", appId: "3003" },
    ],
  });
  const bot = createBot({
    stories: [
      say.handle(() => text("words", { on: { messenger: [messengerMessage({ text: "words" }), ...calls] } })),
      tickets.handle(() => "Your tickets"),
      story("linked", { events: ["account_linking"] }).handle((turn) => {
        const { content } = turn.event;
        return content.type === "account_linking" ? content.status : undefined;
      }),
    ],
    fallback: (turn) => `to ${turn.text}`,
  });
  const connectors = [messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl })];
  const server = await startTestServer({ bot, connectors }, { logger });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  return {
    graph,
    ana,
    lines,
    async after(act: (ana: FakeUser) => Promise<unknown> = (user) => user.say("say")) {
      const before = graph.journal.length;
      await act(ana);
      await server.idle();
      await graph.idle();
      return graph.journal
        .slice(before)
        .map(({ method, path, query, body }) => ({ method, path: path.split("/").at(-1), query, body }));
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("a person has a menu of their own, whose entries lead to stories, until it is taken away", async () => {
  const menu = [
    { title: "My tickets", payload: tickets.link().toString() },
    { title: "Our site", url: "https://www.example.com/" },
  ];
  await using world = await startWorld([messengerMenu(menu, { writing: false })]);
  const [, call] = await world.after();
  expect(call).toMatchObject({ method: "POST", path: "custom_user_settings" });
  expect(world.ana.menu).toEqual([
    {
      locale: "default",
      composer_input_disabled: true,
      call_to_actions: [
        { type: "postback", ...menu[0] },
        { type: "web_url", ...menu[1] },
      ],
    },
  ]);
  await world.after((ana) =>
    ana.sendRaw({ postback: { mid: "m_tap", title: "My tickets", payload: menu[0]?.payload } }),
  );
  expect(world.graph.sent(world.ana.psid).at(-1)?.text).toBe("Your tickets");

  await using without = await startWorld([messengerMenu(menu), messengerMenu(false)]);
  const [, set, removed] = await without.after();
  expect(set?.method).toBe("POST");
  expect(removed).toMatchObject({ method: "DELETE", query: { psid: without.ana.psid, params: '["persistent_menu"]' } });
  expect(without.ana.menu).toBeUndefined();
});

test("a menu that Meta would refuse is refused where it is made, and one that Meta refuses for its rate holds nobody up for good", async () => {
  expect(() => messengerMenu([])).toThrow("messengerMenu: menu must not be empty: write false to take it away");
  expect(() => messengerMenu([{ title: "x".repeat(31), payload: "p" }])).toThrow(
    "messengerMenu: menu.0.title must have at most 30 characters",
  );
  expect(() => messengerMenu([{ title: "t", url: "javascript:alert(1)" }])).toThrow(
    "messengerMenu: menu.0.url must be an http or https address",
  );
  await using world = await startWorld([messengerMenu([{ title: "t", payload: "tickets" }])]);
  world.graph.failNext(1, { code: 100 }, { path: "/custom_user_settings" });
  await world.after();
  await world.after((ana) => ana.say("next"));
  expect(world.graph.sent(world.ana.psid).map((sent) => sent.text)).toEqual(["words", "to next"]);
});

test("a story keeps the conversation for longer, and lets it go", async () => {
  await using world = await startWorld([messengerControl({ type: "extend", seconds: 3 * day })]);
  const [, call] = await world.after();
  expect(call).toMatchObject({
    path: "extend_thread_control",
    body: { recipient: { id: world.ana.psid }, duration: 3 * day },
  });
  expect(world.ana.owner).toBe("1001");
  world.graph.advance(3 * day * 1000);
  expect(world.ana.owner).toBeUndefined();

  await using releasing = await startWorld([messengerControl({ type: "release" })]);
  await releasing.after();
  expect(releasing.ana.owner).toBeUndefined();
});

test("a story asks for a conversation and takes one, where the app is the default one", async () => {
  await using world = await startWorld([messengerControl({ type: "take", metadata: "urgent" })]);
  const [, take] = await world.after();
  expect(take).toMatchObject({
    path: "take_thread_control",
    body: { recipient: { id: world.ana.psid }, metadata: "urgent" },
  });
  expect(world.ana.owner).toBe("1001");

  await using secondary = await startWorld([messengerControl({ type: "take" })], {});
  await secondary.after();
  expect(JSON.stringify(secondary.lines)).toContain("only the page's default app may take a conversation");
});

test("a time that Meta does not give is refused where it is made", () => {
  expect(() => messengerControl({ type: "extend", seconds: 8 * day })).toThrow(
    "messengerControl: control.seconds must be at most 604800, which is 7 days",
  );
  expect(() => messengerControl({ type: "extend", seconds: 0.5 })).toThrow(
    "messengerControl: control.seconds must be a whole number",
  );
  expect(() => messengerControl({ type: "release", metadata: "x".repeat(1001) })).toThrow(
    "messengerControl: control.metadata must have at most 1000 characters",
  );
});
