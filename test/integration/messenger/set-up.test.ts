import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import * as fc from "fast-check";
import { inboxAppId, startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, type MessengerOptions } from "@causerie/server";
import { findProblems, toSettings } from "@causerie/server/connectors/messenger/options.ts";
import { openPages, sealPages } from "@causerie/server/connectors/messenger/admin/page-tokens.ts";
import { checkVersion } from "@causerie/server/connectors/meta/graph/check-version.ts";
import { checkCallback } from "@causerie/server/connectors/meta/graph/check-callback.ts";
import { expect, test } from "vitest";
import { listen } from "#support/listen.ts";
import { accessToken, appSecret, metaPage, pageOptions, verifyToken } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const bot = createBot({ stories: [], fallback: () => "?" });
type Graph = Awaited<ReturnType<typeof startFakeGraph>>;
type Page = Parameters<typeof startFakeGraph>[0]["pages"][number];

/** The page and its app at Meta, a server for them, and what its operator's commands can do. */
async function startWorld({
  page = {},
  options = {},
  others = [],
}: { page?: Partial<Page>; options?: Partial<MessengerOptions>; others?: string[] } = {}) {
  const [only] = metaPage.pages;
  const other = others.map((appId) => ({ appId, appSecret: `secret-${appId}`, verifyToken: "other" }));
  const graph = await startFakeGraph({
    apps: [...metaPage.apps, ...other],
    pages: [
      { ...only, pageId: "2001", accessToken, appId: "1001", ...page },
      ...others.map((appId) => ({ pageId: "2001", accessToken: `EAAB-${appId}`, appId })),
    ],
    requireProof: true,
  });
  const definition = messenger({ ...pageOptions(options), graphBaseUrl: graph.baseUrl });
  const server = await startTestServer({ bot, connectors: [definition] });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const admin = definition.admin(fetch);
  return {
    graph,
    admin,
    url: server.url,
    check: async () => (await admin.check(server.url)).map(({ level, title }) => `${level}: ${title}`),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("a page that is set up well has no fault", async () => {
  await using world = await startWorld();
  expect(await world.check()).toEqual([
    'ok: The access token is valid for the page "Page 2001"',
    "ok: The token has the permissions that messaging needs",
    "ok: The token does not end by itself",
    "ok: Graph API v26.0 is served",
    "ok: The app gets all events of the page that the bot uses",
    "ok: The app's webhook leads to this server",
    "ok: The webhook answers Meta's challenge",
    "ok: No other app is connected to the page",
  ]);
});

const farOff = Date.now() + 90 * 24 * 3_600_000;

test.each<[string, Parameters<typeof startWorld>[0], string]>([
  [
    "a token without permissions",
    { page: { scopes: ["pages_messaging"] } },
    "error: The token lacks pages_manage_metadata",
  ],
  ["a token that ends soon", { page: { tokenExpiresAt: Date.now() + 3_600_000 } }, "warning: The token ends on "],
  ["a token that ends late", { page: { tokenExpiresAt: farOff } }, "ok: The token ends on "],
  ["a token that has ended", { page: { tokenExpiresAt: 1000 } }, "error: The access token is not valid any more"],
  ["a missing persona", { options: { personaId: "99" } }, "error: The page has no such persona"],
  ["another app's secret", { options: { appSecret: "other" } }, "error: appId and appSecret do not belong together"],
  ["an older version", { options: { graphVersion: "v20.0" } }, "error: Graph API v20.0 has ended on 2026-09-24"],
  [
    "several apps that may answer",
    { others: ["3003"] },
    "warning: Other apps are connected to the page, and all of them may answer at once: 3003",
  ],
  [
    "several apps in turn",
    { others: ["3003"], page: { defaultApp: "1001" } },
    "ok: Conversation routing is on; other apps of the page: 3003",
  ],
])("the check finds %s", async (_what, setting, sentence) => {
  await using world = await startWorld(setting);
  const found = await world.check();
  expect(found.filter((each) => each.startsWith(sentence))).toHaveLength(1);
  for (const secret of [accessToken, appSecret, verifyToken]) expect(found.join("\n")).not.toContain(secret);
});

test("a server that Meta's stand-in knows by another name of this machine is no other system", async () => {
  await using world = await startWorld({});
  for (const name of ["localhost", "127.0.0.1", "[::1]"]) {
    const entered = new URL(world.url);
    entered.hostname = name;
    world.graph.setWebhookUrl("1001", entered.href);
    const titles = (await world.admin.check(world.url)).map(({ title }) => title);
    expect(titles).toContain("The app's webhook leads to this server");
  }
});

test("a webhook that another system has taken is named, and only --fix takes it back; the other systems' fields stay", async () => {
  await using world = await startWorld({ page: { subscribedFields: ["messages", "message_reads"] } });
  world.graph.setWebhookUrl("1001", "http://127.0.0.1:9/elsewhere?token=hidden");
  const found = await world.admin.check(world.url);
  const faults = found.filter(({ level }) => level !== "ok");
  expect(faults.map(({ title }) => title)).toEqual([
    "The app does not get all events",
    "The events go to http://127.0.0.1:9/elsewhere and not to this server: another system has the app's webhook",
  ]);
  expect(world.graph.journal.filter(({ method }) => method !== "GET")).toEqual([]);
  for (const { repair } of faults) expect(await repair?.()).toMatchObject({ level: "ok" });
  expect((await world.check()).filter((each) => !each.startsWith("ok"))).toEqual([]);
  const fields = world.graph.journal
    .filter(({ method }) => method === "POST")
    .map(({ query }) => query["subscribed_fields"]);
  expect(fields[0]?.split(",")).toEqual(expect.arrayContaining(["message_reads", "messages", "standby"]));
});

test("a repair that Meta refuses says why: the webhook does not answer", async () => {
  await using world = await startWorld();
  world.graph.setWebhookUrl("1001", undefined);
  const [fault] = (await world.admin.check("http://127.0.0.1:9")).filter(({ title }) =>
    title.startsWith("The app has no"),
  );
  expect(await fault?.repair?.()).toMatchObject({
    level: "error",
    title: "The Graph API refused the change (code 2200)",
  });
});

test("the check says when something else answers at the webhook's address", async () => {
  await using server = await withHttp((url) => (url.searchParams.get("hub.mode") === null ? 200 : 403));
  expect(await checkCallback(server.url, "t", fetch)).toMatchObject({
    level: "error",
    fix: expect.stringContaining("another verifyToken") as string,
  });
  await using open = await withHttp((url) => url.searchParams.get("hub.challenge") ?? "");
  expect(await checkCallback(open.url, "t", fetch)).toMatchObject({ title: `${open.url} takes any verify token` });
  await using page = await withHttp(() => "<html>");
  expect(await checkCallback(page.url, "t", fetch)).toMatchObject({
    level: "error",
    title: expect.stringContaining("something else answers") as string,
  });
  expect(await checkCallback("http://127.0.0.1:1/messenger", "t", fetch)).toMatchObject({ level: "warning" });
});

async function withHttp(answer: (url: URL) => number | string) {
  const server = createServer((request, response) => {
    const given = answer(new URL(request.url ?? "/", "http://localhost"));
    if (typeof given === "number") response.writeHead(given).end();
    else response.end(given);
  });
  const url = `${await listen(server)}/`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("a version is warned of before it ends", () => {
  expect(checkVersion("v21.0", undefined, Date.parse("2026-12-01"))).toMatchObject({ level: "warning" });
  expect(checkVersion("v21.0", undefined, Date.parse("2027-02-01"))).toMatchObject({ level: "error" });
  expect(checkVersion("v21.0", "v22.0", Date.parse("2027-02-01"))).toMatchObject({
    title: expect.stringContaining("answers as Graph API v22.0") as string,
  });
  expect(checkVersion("v26.0", "v26.0", Date.parse("2026-12-01"))).toMatchObject({ level: "ok" });
});

const profile = {
  getStarted: "GET_STARTED",
  greeting: { default: "Hello!", fr_FR: "Bonjour !" },
  iceBreakers: [{ question: "When are you open?", payload: "hours" }],
  menu: [
    { title: "Fares", payload: "fares?zone=north" },
    { title: "Site", url: "https://www.example.com/" },
  ],
  commands: [{ name: "hours", description: "When we are open" }],
  domains: ["https://www.example.com"],
};

async function planOf(graph: Graph, options: Partial<MessengerOptions>) {
  const plan = await messenger({ ...pageOptions(options), graphBaseUrl: graph.baseUrl })
    .admin(fetch)
    .planProfile();
  if (plan?.type !== "planned") throw new Error(`no plan: ${JSON.stringify(plan)}`);
  return plan;
}

test("the profile comes to Meta in one call, and is then as the configuration has it", async () => {
  await using world = await startWorld();
  const plan = await planOf(world.graph, { profile });
  expect(plan.changes.map(({ type, field }) => `${type} ${field}`)).toEqual([
    "set greeting",
    "set ice_breakers",
    "set persistent_menu",
    "set commands",
    "set whitelisted_domains",
  ]);
  expect(world.graph.journal.filter(({ method }) => method !== "GET")).toEqual([]);
  expect(await plan.apply()).toMatchObject({ level: "ok" });
  expect(world.graph.journal.filter(({ method }) => method !== "GET")).toHaveLength(1);
  expect((await planOf(world.graph, { profile })).changes).toEqual([]);
});

test("what the configuration leaves out stays at Meta, and what it has as false goes", async () => {
  await using world = await startWorld();
  await (await planOf(world.graph, { profile })).apply();
  const later = await planOf(world.graph, { profile: { commands: false, menu: false, greeting: "Hello!" } });
  expect(later.changes.map(({ type, field }) => `${type} ${field}`)).toEqual([
    "change greeting",
    "remove persistent_menu",
    "remove commands",
  ]);
  await later.apply();
  const after = await planOf(world.graph, { profile });
  expect(after.changes.map(({ type, field }) => `${type} ${field}`)).toEqual([
    "change greeting",
    "set persistent_menu",
    "set commands",
  ]);
});

test("whatever profile the checks let pass, Meta takes, and then nothing is left to change", async () => {
  await using world = await startWorld();
  const words = (max: number) => fc.string({ minLength: 1, maxLength: max + 2 });
  const perLocale = <Value>(value: fc.Arbitrary<Value>) =>
    fc.oneof(value, fc.record({ default: value, fr_FR: value }, { requiredKeys: ["default"] }));
  const payload = words(1000);
  const arbitrary = fc.record(
    {
      getStarted: payload,
      greeting: perLocale(words(160)),
      iceBreakers: perLocale(fc.array(fc.record({ question: words(30), payload }), { maxLength: 5 })),
      menu: perLocale(
        fc.array(
          fc.oneof(fc.record({ title: words(30), payload }), fc.record({ title: words(30), url: fc.webUrl() })),
          { maxLength: 21 },
        ),
      ),
      commands: perLocale(fc.array(fc.record({ name: words(32), description: words(64) }), { maxLength: 5 })),
      domains: fc.array(fc.webUrl(), { maxLength: 3 }),
      accountLinkingUrl: fc.webUrl({ validSchemes: ["https", "http"] }),
    },
    { requiredKeys: ["getStarted"] },
  );
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(arbitrary, async (generated) => {
      if (findProblems(pageOptions({ profile: generated })).length > 0) return;
      taken += 1;
      world.graph.advance(600_000);
      const plan = await planOf(world.graph, { profile: generated });
      expect(await plan.apply()).toMatchObject({ level: "ok" });
      expect((await planOf(world.graph, { profile: generated })).changes).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(taken).toBeGreaterThan(5);
});

test.each([
  [{ menu: [{ title: "Fares", payload: "fares" }] }, 'profile.menu needs profile.getStarted: set it to "GET_STARTED".'],
  [{ greeting: "x".repeat(161) }, "profile.greeting must have at most 160 characters."],
  [{ greeting: { fr_FR: "Bonjour" } }, 'profile.greeting must have a value for "default".'],
  [{ commands: [{ name: "/x", description: "y" }] }, "profile.commands.0.name must not begin with a slash."],
  [{ greting: "Hello" }, "profile.greting: there is no such option; did you mean greeting?"],
  [{ accountLinkingUrl: "http://example.com/" }, "profile.accountLinkingUrl must be an https address."],
])("a wrong profile is named: %j", (wrong, sentence) => {
  expect(findProblems(pageOptions({ profile: wrong as never })).join("\n")).toContain(sentence);
});

test("a user token becomes the tokens of all pages, however many, and a file keeps them encrypted", async () => {
  const pages = Array.from({ length: 230 }, (_, index) => ({
    pageId: `${5000 + index}`,
    accessToken: `EAAB-p${index}`,
    appId: "1001",
  }));
  await using graph = await startFakeGraph({
    ...metaPage,
    pages,
    administrators: [
      { appId: "1001", shortToken: "EAAB-short", longToken: "EAAB-long", pages: pages.map(({ pageId }) => pageId) },
    ],
    requireProof: true,
  });
  const admin = messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl }).admin(fetch);
  const exchanged = await admin.exchangeToken("EAAB-short");
  if (exchanged.type !== "exchanged") throw new Error(exchanged.result.title);
  expect(exchanged.pages.map(({ token }) => token)).toEqual(pages.map((page) => page.accessToken));
  const file = admin.sealPages(exchanged.pages);
  expect(file).not.toContain("EAAB");
  expect(openPages(file, "1001", [appSecret])).toEqual(exchanged.pages);
  expect(openPages(file, "1001", ["new-secret", appSecret])).toEqual(exchanged.pages);
  expect(openPages(file, "1001", ["other"])).toContain("encrypted with another appSecret");
  expect(openPages(file, "1002", [appSecret])).toContain("written for the app 1001");
  expect(openPages("{}", "1001", [appSecret])).toContain("no list of pages");
  expect(await admin.exchangeToken("EAAB-old")).toMatchObject({
    result: { title: "The user token is not valid any more" },
  });
});

test("a token in the file cannot be moved to another page, and every changed byte is found", () => {
  const file = sealPages("1", "secret", [
    { id: "7", name: "A", token: "EAAB" },
    { id: "8", name: "B", token: "EAAC" },
  ]);
  const kept = JSON.parse(file) as { pages: { id: string; sealed: string }[] };
  const [a, b] = kept.pages;
  if (a === undefined || b === undefined) throw new Error("two pages were sealed");
  const swapped = {
    ...kept,
    pages: [
      { ...a, sealed: b.sealed },
      { ...b, sealed: a.sealed },
    ],
  };
  expect(openPages(JSON.stringify(swapped), "1", ["secret"])).toContain("encrypted with another appSecret");
  const bytes = Buffer.from(a.sealed, "base64url");
  for (const index of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ (1 + ((randomBytes(1)[0] ?? 0) % 255));
    const broken = { ...kept, pages: [{ ...a, sealed: changed.toString("base64url") }] };
    expect(typeof openPages(JSON.stringify(broken), "1", ["secret"])).toBe("string");
  }
});

test("the live check reports each step, and where Meta refuses one", async () => {
  await using world = await startWorld();
  const ana = world.graph.user("2001");
  ana.openWindow();
  const stepsOf = async () => {
    const steps = [];
    for await (const step of world.admin.liveCheck({ psid: ana.psid, text: "A test." })) steps.push(step);
    return steps;
  };
  const steps = await stepsOf();
  expect(steps.map(({ step, level }) => `${step} ${level}`)).toEqual([
    "profile ok",
    "owner ok",
    "typing_on ok",
    "message ok",
  ]);
  expect(world.graph.sent(ana.psid).map(({ text }) => text)).toEqual(["A test."]);
  ana.block();
  const refused = await stepsOf();
  expect(refused.at(-1)).toMatchObject({
    step: "message",
    level: "error",
    title: "The Graph API refused the message (code 551/1545041)",
  });
});

test("an operator sees who has a conversation, passes it, takes it and lets it go", async () => {
  await using world = await startWorld({ page: { defaultApp: "1001" }, others: ["3003"] });
  const ana = world.graph.user("2001");
  expect(await world.admin.owner(ana.psid)).toMatchObject({ type: "known", app: undefined });
  expect(await world.admin.control(ana.psid, { type: "pass", to: "inbox" }, "why")).toMatchObject({ level: "ok" });
  expect(await world.admin.owner(ana.psid)).toMatchObject({ app: inboxAppId });
  expect(await world.admin.control(ana.psid, { type: "release" })).toMatchObject({
    title: "Another app has the conversation",
  });
  expect(await world.admin.control(ana.psid, { type: "take" })).toMatchObject({ level: "ok" });
  expect(await world.admin.owner(ana.psid)).toMatchObject({ app: "1001" });
  const twoHours = 2 * 3600;
  expect(await world.admin.control(ana.psid, { type: "extend", seconds: twoHours })).toMatchObject({ level: "ok" });
  const extended = await world.admin.owner(ana.psid);
  const endsAt = "until" in extended ? (extended.until ?? 0) : 0;
  expect(extended).toMatchObject({ app: "1001" });
  expect(endsAt).toBeGreaterThan(world.graph.now() + (twoHours - 60) * 1000);
  world.graph.advance(twoHours * 1000);
  expect(await world.admin.owner(ana.psid)).toMatchObject({ app: undefined });
  await world.admin.control(ana.psid, { type: "take" });
  await world.admin.control(ana.psid, { type: "release" });
  expect(await world.admin.owner(ana.psid)).toMatchObject({ app: undefined });
  expect(await world.admin.owner("unknown")).toMatchObject({ type: "unknown" });
  expect(toSettings(pageOptions()).handoverTo).toBe("inbox");
});
