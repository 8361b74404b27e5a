import { startFakeGraph, type UserOptions } from "@causerie/fake-graph";
import { createBot, messenger, type MessengerOptions, story } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { accessToken, metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

/** What a story learns of a person: only when it asks, only what the operator allows and Meta permits, and for a day. */

const bot = createBot({
  stories: [
    story("who", { keywords: ["who"] }).handle(async (turn) => JSON.stringify(await turn.profile())),
    story("twice", { keywords: ["twice"] }).handle(async (turn) => {
      const both = await Promise.all([turn.profile(), turn.profile()]);
      return JSON.stringify(both.map(({ firstName }) => firstName));
    }),
    story("erase", { keywords: ["erase"] }).handle((turn) => {
      turn.forgetUser();
      return "gone";
    }),
  ],
  fallback: () => "?",
});

const all = ["name", "picture", "locale", "timeZone"] as const;

async function startWorld(options: Partial<MessengerOptions> = { userProfile: all }, user: UserOptions = {}) {
  const graph = await startFakeGraph(metaPage);
  const { logger, printed } = collectLogLines("debug");
  let now = Date.now();
  const connectors = [messenger({ ...pageOptions(options), graphBaseUrl: graph.baseUrl })];
  const server = await startTestServer({ bot, connectors }, { logger, now: () => now });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001", user);
  return {
    graph,
    ana,
    printed,
    wait(hours: number) {
      now += hours * 3_600_000;
      graph.advance(hours * 3_600_000);
    },
    asked: () => graph.journal.filter(({ path }) => path.endsWith(`/${ana.psid}`)),
    async says(words: string): Promise<unknown> {
      await ana.say(words);
      await server.idle();
      await graph.idle();
      const text = graph.sent(ana.psid).at(-1)?.text ?? "null";
      return /^[{[]/.test(text) ? (JSON.parse(text) as unknown) : text;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

const profile = {
  first_name: "Zoë",
  last_name: "Tanaka",
  locale: "fr_CA",
  timezone: -3.5,
  profile_pic: "https://platform-lookaside.fbsbx.com/p.jpg",
};
const known = {
  name: "Zoë Tanaka",
  firstName: "Zoë",
  locale: "fr-CA",
  timeZone: "-03:30",
  picture: "https://platform-lookaside.fbsbx.com/p.jpg",
};

test("a story that asks learns what Meta tells, which is asked once a day; the log has none of it", async () => {
  await using world = await startWorld({ userProfile: all }, { profile });
  expect(await world.says("who")).toEqual(known);
  expect(new Intl.DateTimeFormat("en", { timeZone: known.timeZone }).resolvedOptions().timeZone).toBe("-03:30");
  expect(await world.says("who")).toEqual(known);
  expect(world.asked()).toHaveLength(1);
  world.wait(25);
  expect(await world.says("who")).toEqual(known);
  expect(world.asked()).toHaveLength(2);
  for (const part of ["Zoë", "Tanaka", "lookaside"]) expect(world.printed()).not.toContain(part);
});

test("nothing is asked unless the operator allows it, nor before a story asks", async () => {
  await using closed = await startWorld({}, { profile });
  expect(await closed.says("who")).toEqual({});
  expect(closed.asked()).toHaveLength(0);
  await using open = await startWorld({ userProfile: ["name"] }, { profile });
  await open.says("hello");
  expect(open.asked()).toHaveLength(0);
  expect(await open.says("who")).toEqual({ name: known.name, firstName: known.firstName });
  expect(open.asked()[0]?.query).toMatchObject({ fields: "first_name,last_name" });
});

test("two questions of one turn are one call", async () => {
  await using world = await startWorld({ userProfile: ["name"] }, { profile });
  expect(await world.says("twice")).toEqual(["Zoë", "Zoë"]);
  expect(world.asked()).toHaveLength(1);
});

test("without the permission for a field it is left out, and comes once it is given", async () => {
  await using world = await startWorld({ userProfile: ["name", "locale"] }, { profile });
  world.graph.revoke(accessToken, "pages_user_locale");
  expect(await world.says("who")).toEqual({ name: known.name, firstName: known.firstName });
  world.graph.grant(accessToken, "pages_user_locale");
  world.wait(23.9);
  expect(await world.says("who")).toEqual({ name: known.name, firstName: known.firstName });
  world.wait(1);
  expect(await world.says("who")).toMatchObject({ locale: "fr-CA" });
});

test.each<[string, UserOptions, (world: Awaited<ReturnType<typeof startWorld>>) => void]>([
  ["tells nothing of the person", { profile: "hidden" }, () => undefined],
  [
    "has no permission to tell",
    { profile },
    ({ graph }) => graph.failNext(1, { code: 230 }, { method: "GET", path: /\/27\d+$/ }),
  ],
  [
    "is busy",
    { profile },
    ({ graph }) => graph.failNext(1, { code: 2, status: 500 }, { method: "GET", path: /\/27\d+$/ }),
  ],
  ["hangs", { profile }, ({ graph }) => graph.failNext(1, { hang: 6_000 }, { method: "GET", path: /\/27\d+$/ })],
])("where Meta %s the story goes on without", async (_what, user, spoil) => {
  await using world = await startWorld({ userProfile: all }, user);
  spoil(world);
  expect(await world.says("who")).toEqual({});
});

test("a picture's address is not kept for longer than it lives", async () => {
  const ends = Math.floor(Date.now() / 1000) + 2 * 3600;
  await using world = await startWorld(
    { userProfile: ["picture"] },
    {
      profile: { profile_pic: `https://platform-lookaside.fbsbx.com/p.jpg?ext=${ends}` },
    },
  );
  await world.says("who");
  world.wait(1);
  await world.says("who");
  expect(world.asked()).toHaveLength(1);
  world.wait(1.1);
  await world.says("who");
  expect(world.asked()).toHaveLength(2);
});

test("who is deleted is asked for again", async () => {
  await using world = await startWorld({ userProfile: ["name"] }, { profile });
  await world.says("who");
  expect(await world.says("erase")).toBe("gone");
  await world.says("who");
  expect(world.asked()).toHaveLength(2);
});
