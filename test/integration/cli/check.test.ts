import { startFakeGraph } from "@causerie/fake-graph";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { accessToken, metaPage, pageOptions } from "#support/messenger/facebook-page.ts";

let graph: Awaited<ReturnType<typeof startFakeGraph>>;
beforeAll(async () => {
  const [page] = metaPage.pages;
  const half = { pageId: "2002", accessToken: "EAAB-half", appId: "1001", subscribedFields: ["messages"] };
  graph = await startFakeGraph({ ...metaPage, pages: [...(page === undefined ? [] : [page]), half] });
});
afterAll(() => graph[Symbol.asyncDispose]());

const config = (connectors: string): string => `
import { createBot, defineConfig, messenger, web } from "@causerie/server";
const bot = createBot({ stories: [], fallback: () => "?" });
export default defineConfig({ bot, publicUrl: "https://bot.example", connectors: [${connectors}] });
`;

const page = (more: object = {}): string =>
  `messenger(${JSON.stringify({ ...pageOptions({ graphBaseUrl: graph.baseUrl }), ...more })})`;

async function check(connectors: string, ...args: string[]) {
  const cwd = outsideFolder({ "causerie.config.ts": config(connectors) });
  const { code, stdout, stderr } = await runCauserie(["check", ...args], { cwd });
  return { code, lines: `${stdout}${stderr}`.split("\n").map((line) => line.trim()) };
}

test("a live check asks Meta whether the token is valid and the app gets the page's events", async () => {
  const { code, lines } = await check(page(), "--live");
  expect(code).toBe(0);
  expect(lines).toEqual(
    expect.arrayContaining([
      "Enter this webhook URL at Meta, with your verify token: https://bot.example/messenger",
      "messenger: ok: The webhook has an https address",
      expect.stringMatching(/^messenger: ok: The access token is valid for the page "/),
      "messenger: ok: The app gets all events of the page that the bot uses",
    ]),
  );
});

test("a check says what the channel of each connector can do", async () => {
  const { lines } = await check(page());
  expect(lines).toContain(
    "messenger texts: up to 2000 characters (plain), shown paragraph by paragraph while they are written",
  );
});

test("without --live nobody is asked", async () => {
  const before = graph.journal.length;
  const { code } = await check(page());
  expect(code).toBe(0);
  expect(graph.journal).toHaveLength(before);
});

test.each([
  [
    "an old token",
    { accessToken: "EAAB-old" },
    1,
    "error: The access token is not valid any more. Make a new page token",
  ],
  ["another app's secret", { appSecret: "other" }, 1, "error: The Graph API refused the page's token (code 100). Look"],
  [
    "a page that sends only some events",
    { pageId: "2002", accessToken: "EAAB-half" },
    0,
    "warning: The app does not get all events. Subscribe also to: messaging_postbacks",
  ],
  [
    "an address where nobody answers",
    { graphBaseUrl: "http://127.0.0.1:1" },
    1,
    "error: The Graph API cannot be reached",
  ],
])("a live check says what is wrong with %s, and what to do", async (_what, more, exitCode, sentence) => {
  const { code, lines } = await check(page(more), "--live");
  expect(code).toBe(exitCode);
  expect(lines.join("\n")).toContain(`messenger: ${sentence}`);
  for (const secret of [accessToken, "test-app-secret", "EAAB-old", "verify-me"])
    expect(lines.join("\n")).not.toContain(secret);
});

test("the options of each connector are listed with their help, and a misspelt one is named", async () => {
  const listed = await check(`web({ origins: "any" })`, "--options");
  expect(listed.code).toBe(0);
  expect(listed.lines).toContain("web: warning: Every site may embed this chat. List the sites in origins.");
  expect(listed.lines).toContain(
    'web option origins: the sites that embed this chat, e.g. ["https://www.example.com"], or "any" (required)',
  );
  const misspelt = await check(`web({ origins: [], lokale: "fr" } as never)`);
  expect(misspelt.code).toBe(1);
  expect(misspelt.lines.join("\n")).toContain("lokale: there is no such option; there are id, path, origins");
});
