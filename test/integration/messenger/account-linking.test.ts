import * as fc from "fast-check";
import { startFakeGraph } from "@causerie/fake-graph";
import {
  createBot,
  messenger,
  messengerMessage,
  messengerTemplate,
  messengerUnlink,
  story,
  text,
} from "@causerie/server";
import { isMetas, linkMs, openLink, sealLink } from "@causerie/server/connectors/messenger/linking/link-state.ts";
import { findProblems } from "@causerie/server/connectors/messenger/options.ts";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

/** A person links their account of the operator's site: from Messenger over the site's login page and back, and ends that. */

const loginUrl = "https://www.example.com/login?lang=fr";

async function startWorld() {
  const graph = await startFakeGraph(metaPage);
  const { logger, printed } = collectLogLines("debug");
  let publicUrl = "";
  const codes: unknown[] = [];
  const login = () =>
    messengerTemplate({
      template_type: "button",
      text: "Log in",
      buttons: [{ type: "account_link", url: `${publicUrl.replace("http:", "https:")}/messenger/account-linking` }],
    });
  const bot = createBot({
    stories: [
      story("login", { keywords: ["login"] }).handle(() => text("Log in", { on: { messenger: [login()] } })),
      story("logout", { keywords: ["logout"] }).handle(() =>
        text("Bye", { on: { messenger: [messengerMessage({ text: "Bye" }), messengerUnlink()] } }),
      ),
      story("linked", { events: ["account_linking"] }).handle(({ event: { content } }) => {
        if (content.type !== "account_linking") return undefined;
        codes.push(content.code);
        return content.status;
      }),
    ],
    fallback: () => "?",
  });
  let now = Date.now();
  const connectors = [messenger({ ...pageOptions({ loginUrl }), graphBaseUrl: graph.baseUrl })];
  const server = await startTestServer({ bot, connectors }, { logger, now: () => now });
  publicUrl = server.url;
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  const settle = async (): Promise<(string | undefined)[]> => {
    await server.idle();
    await graph.idle();
    return graph.sent(ana.psid).map((sent) => sent.text);
  };
  return {
    graph,
    ana,
    codes,
    printed,
    url: `${server.url}/messenger/account-linking`,
    wait(ms: number) {
      now += ms;
      graph.advance(ms);
    },
    settle,
    /** The person taps the button; their browser opens what Meta gives it. @returns where it is sent. */
    async opens(): Promise<{ status: number; location: URL }> {
      await ana.say("login");
      await settle();
      const opened = await ana.opensAccountLink();
      return await open(`${server.url}${opened.pathname}${opened.search}`);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

async function open(url: string): Promise<{ status: number; location: URL }> {
  const response = await fetch(url, { redirect: "manual" });
  expect(response.headers.get("cache-control")).toBe("no-store");
  return { status: response.status, location: new URL(response.headers.get("location") ?? "about:blank") };
}

test("from the button over the login page and back: the story gets the site's code, and the log does not", async () => {
  await using world = await startWorld();
  const { status, location } = await world.opens();
  expect(status).toBe(303);
  expect(`${location.origin}${location.pathname}`).toBe("https://www.example.com/login");
  expect(location.searchParams.get("lang")).toBe("fr");
  const link = location.searchParams.get("causerie-link") ?? "";
  const back = await open(`${world.url}/done?link=${link}&code=AUTH-CODE-77`);
  expect(back.status).toBe(303);
  await world.ana.comesBackFromLink(back.location.href);
  expect(await world.settle()).toEqual(["Log in", "linked"]);
  expect(world.codes).toEqual(["AUTH-CODE-77"]);
  for (const secret of ["AUTH-CODE-77", link, back.location.searchParams.get("account_linking_token") ?? "?"])
    expect(world.printed()).not.toContain(secret);
});

test("a story unlinks the account, which the bot is told; of one that is not linked Meta says so", async () => {
  await using world = await startWorld();
  const { location } = await world.opens();
  const back = await open(`${world.url}/done?link=${location.searchParams.get("causerie-link")}&code=C`);
  await world.ana.comesBackFromLink(back.location.href);
  await world.settle();
  await world.ana.say("logout");
  await world.settle();
  expect((await world.settle()).slice(-3)).toEqual(["linked", "Bye", "unlinked"]);
  await world.ana.say("logout");
  expect((await world.settle()).at(-1)).toBe("Bye");
  expect(world.printed()).toContain("account linking failed (10303");
});

test("who gives up at the login links nothing, and comes back to Messenger", async () => {
  await using world = await startWorld();
  const { location } = await world.opens();
  const back = await open(`${world.url}/done?link=${location.searchParams.get("causerie-link")}`);
  expect(back.location.searchParams.has("authorization_code")).toBe(false);
  expect(await world.ana.comesBackFromLink(back.location.href)).toBeUndefined();
  expect(world.codes).toEqual([]);
});

test("a link that is over leads nowhere: Meta's token before the login, ours after it", async () => {
  await using world = await startWorld();
  const { location } = await world.opens();
  const opened = await world.ana.opensAccountLink();
  world.wait(linkMs + 1_000);
  expect(await open(`${world.url}/done?link=${location.searchParams.get("causerie-link")}&code=C`)).toMatchObject({
    status: 403,
  });
  expect(await open(`${world.url}${opened.search}`)).toMatchObject({ status: 403 });
  // Where Meta does not say, the person goes on.
  const fresh = await world.ana.opensAccountLink();
  world.graph.failNext(1, { code: 2, status: 500 }, { path: "/me" });
  expect(await open(`${world.url}${fresh.search}`)).toMatchObject({ status: 303 });
});

test.each([
  "https://evil.example/",
  "https://facebook.com.evil.example/",
  "https://notfacebook.com/",
  "http://facebook.com/",
  "https://user@facebook.com/",
  "https://facebook.com:8443/",
  "javascript:alert(1)",
  "//facebook.com/",
  "",
])("nobody is sent to %s with a code", async (redirectUri) => {
  await using world = await startWorld();
  const query = new URLSearchParams({ redirect_uri: redirectUri, account_linking_token: "T" });
  expect(await open(`${world.url}?${query}`)).toMatchObject({ status: 403 });
  expect(isMetas(redirectUri)).toBe(false);
});

test("what this server has not sealed, or has sealed for another purpose, is not opened", () => {
  const key = Buffer.alloc(32, 1);
  const sealed = sealLink("https://facebook.com/x?account_linking_token=T", 1_000, key);
  expect(openLink(sealed, 2_000, [Buffer.alloc(32, 2), key])).toBe("https://facebook.com/x?account_linking_token=T");
  expect(openLink(sealed, 2_000, [Buffer.alloc(32, 2)])).toBeUndefined();
  expect(openLink(sealed, 1_000 + linkMs + 1, [key])).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.constantFrom("A", "0", ".", "f"), (at, letter) => {
      fc.pre(sealed[at] !== letter);
      expect(openLink(`${sealed.slice(0, at)}${letter}${sealed.slice(at + 1)}`, 2_000, [key])).toBeUndefined();
    }),
  );
});

test("without a login page there is no such address, and a wrong one is named", async () => {
  await using server = await startTestServer({
    bot: createBot({ stories: [], fallback: () => "?" }),
    connectors: [messenger(pageOptions())],
  });
  expect((await fetch(`${server.url}/messenger/account-linking`)).status).toBe(404);
  expect(findProblems(pageOptions({ loginUrl: "http://www.example.com/login" }))).toEqual([
    "loginUrl must be an https address of your site, e.g. https://www.example.com/login.",
  ]);
});
