import { startFakeGraph } from "@causerie/fake-graph";
import { messengerKind } from "@causerie/server";
import type { ListedAccounts } from "@causerie/protocol/desk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { patchChannel, putChannel, webChannel } from "#support/desk/channels.ts";
import { deskStores, sharedSecret, startDesk } from "#support/desk/start-desk.ts";
import { appSecret, metaPage, verifyToken } from "#support/messenger/facebook-page.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

/** What is made at the desk is checked from the command line, too. */

const app = { appId: "1001", appSecret, verifyToken };
let graph: Awaited<ReturnType<typeof startFakeGraph>>;
beforeAll(async () => {
  const administrator = { appId: "1001", shortToken: "EAAB-short", longToken: "EAAB-long", pages: ["2001"] };
  graph = await startFakeGraph({ ...metaPage, administrators: [administrator] });
});
afterAll(() => graph[Symbol.asyncDispose]());

/** A server has run here, and the team has connected a page and made two shops, one of which is switched off. */
async function afterServer(database: string | undefined) {
  const data = temporaryFolder();
  const kinds = `[messengerKind(${JSON.stringify({ ...app, graphBaseUrl: graph.baseUrl })})]`;
  const kind = messengerKind({ ...app, graphBaseUrl: graph.baseUrl });
  await using server = await startDesk({ data, channelKinds: [kind] }, { database });
  const ada = await server.admin();
  const found = await ada.call<ListedAccounts>("POST", "/channel-kinds/messenger/accounts", {
    options: { userToken: "EAAB-short" },
  });
  await ada.call("POST", "/channel-kinds/messenger/connect", { ticket: found.body.ticket, ids: ["2001"] });
  await putChannel(ada, "shop", webChannel());
  await putChannel(ada, "resting", webChannel({ options: { origins: ["https://www.example.com"] } }));
  await patchChannel(ada, "resting", { isActive: false });

  return async (args: readonly string[], { desk = true, secret }: { desk?: boolean; secret?: string } = {}) => {
    const config = `
import { createBot, defineConfig, messengerKind, web } from "@causerie/server";
const bot = createBot({ stories: [], fallback: () => "?" });
export default defineConfig({
  bot, connectors: [web({ origins: [] })], desk: ${desk}, publicUrl: "https://bot.example", channelKinds: ${kinds},
  ...${JSON.stringify({ data, database, secret: secret ?? (database && sharedSecret) })},
});
`;
    const cwd = outsideFolder({ "causerie.config.ts": config });
    const { code, stdout, stderr } = await runCauserie(args, { cwd });
    for (const hidden of ["EAAB", appSecret, verifyToken]) expect(stdout + stderr).not.toContain(hidden);
    return { code, stdout, lines: `${stdout}${stderr}`.split("\n").map((line) => line.trim()) };
  };
}

test.each(deskStores)(
  "a check is about the channels of the desk that are switched on, too, and asks their platform when it asks any: $store",
  async ({ database }) => {
    const run = await afterServer(database());
    const { code, lines } = await run(["check", "--live"]);
    expect(lines[0]).toContain("1 connector(s) and 2 channel(s) of the desk");
    expect(lines).toEqual(
      expect.arrayContaining([
        "Enter this webhook URL at Meta, with your verify token: https://bot.example/messenger/2001",
        expect.stringMatching(/^messenger-2001: ok: The access token is valid for the page "/),
        expect.stringMatching(/^shop texts: /),
      ]),
    );
    expect(lines.filter((line) => line.startsWith("resting"))).toEqual([]);
    // At Meta stands the address of the server that connected the page.
    expect([code, lines.filter((line) => line.includes(": error: ")).length > 0]).toEqual([1, true]);

    const { stdout } = await run(["messenger", "check", "--json"]);
    const pages = JSON.parse(stdout) as { connector: string }[];
    expect(pages.map(({ connector }) => connector)).toEqual(["messenger-2001"]);
  },
);

test("a channel whose secrets cannot be opened any more is an error that says what to do; where the desk is off none is anybody's business", async () => {
  const run = await afterServer(undefined);
  const other = await run(["check"], { secret: "another secret than that of the servers" });
  expect(other.code).toBe(1);
  expect(other.lines).toContainEqual(
    expect.stringMatching(
      /^messenger-2001: error: The channel ".+" of the desk does not run: its secrets .* write them anew$/,
    ),
  );
  const off = await run(["check"], { desk: false });
  expect([off.code, off.lines[0]]).toEqual([0, expect.stringContaining("1 connector(s), data in")]);
});

test("before the first start there are none, and nothing is made", async () => {
  const config = `
import { createBot, defineConfig } from "@causerie/server";
export default defineConfig({ bot: createBot({ stories: [], fallback: () => "?" }), connectors: [], desk: true });
`;
  const cwd = outsideFolder({ "causerie.config.ts": config });
  const { stdout } = await runCauserie(["messenger", "check"], { cwd });
  expect(stdout).toBe("");
});
