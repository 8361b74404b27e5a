import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { startFakeGraph } from "@causerie/fake-graph";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { accessToken, appSecret, metaPage, pageOptions, verifyToken } from "#support/messenger/facebook-page.ts";

let graph: Awaited<ReturnType<typeof startFakeGraph>>;
beforeAll(async () => {
  const apps = metaPage.apps.map((app) => ({ ...app, webhookUrl: "https://bot.example/messenger" }));
  const administrator = { appId: "1001", shortToken: "EAAB-short", longToken: "EAAB-long", pages: ["2001", "2002"] };
  graph = await startFakeGraph({
    apps,
    pages: [...metaPage.pages, { pageId: "2002", accessToken: "EAAB-second", appId: "1001", name: "Zoë's page" }],
    administrators: [administrator],
  });
});
afterAll(() => graph[Symbol.asyncDispose]());

async function run(
  args: readonly string[],
  {
    connectors,
    cwd,
    ...more
  }: { connectors?: string; cwd?: string; input?: string; env?: Record<string, string> } = {},
) {
  const options = pageOptions({ graphBaseUrl: graph.baseUrl, profile: { greeting: "Hello!" } });
  const config = `
import { createBot, defineConfig, messenger, messengerPages } from "@causerie/server";
const bot = createBot({ stories: [], fallback: () => "?" });
const connectors = ${connectors ?? `[messenger(${JSON.stringify(options)})]`};
export default defineConfig({ bot, publicUrl: "https://bot.example", connectors });
`;
  const folder = cwd ?? outsideFolder({ "causerie.config.ts": config });
  const result = await runCauserie(["messenger", ...args], { cwd: folder, ...more });
  for (const secret of [accessToken, appSecret, verifyToken, "EAAB-short", "EAAB-long"])
    expect(`${result.stdout}${result.stderr}`).not.toContain(secret);
  return { ...result, folder };
}

test("check says in JSON what it has found, and fails for an error only", async () => {
  const { code, stdout } = await run(["check", "--json"]);
  const [page] = JSON.parse(stdout) as {
    connector: string;
    findings: { level: string; title: string; fix?: string }[];
  }[];
  expect(page?.connector).toBe("messenger");
  expect(page?.findings.filter(({ level }) => level !== "ok").map(({ level, title }) => `${level}: ${title}`)).toEqual([
    "warning: The webhook's address https://bot.example/messenger cannot be reached from this machine",
  ]);
  expect(code).toBe(0);
});

test("profile sync shows the difference, and --yes brings it to Meta", async () => {
  const dry = await run(["profile", "sync"]);
  expect(dry.stdout).toBe(
    'messenger: greeting:\nmessenger:   + default "Hello!"\nmessenger: nothing is changed yet; --yes does it\n',
  );
  const done = await run(["profile", "sync", "--yes", "--json"], { cwd: dry.folder });
  expect(JSON.parse(done.stdout)).toMatchObject([
    { changes: [{ type: "set", field: "greeting" }], result: { level: "ok" } },
  ]);
  expect((await run(["profile", "sync"], { cwd: dry.folder })).stdout).toBe("messenger: Meta has all of the profile\n");
});

test("token exchange writes the pages into a file that only its owner reads, and a configuration takes them from it", async () => {
  const first = await run(["token", "exchange", "--out", "pages.json"], { input: "EAAB-short\n" });
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toContain("Zoë's page");
  const file = join(first.folder, "pages.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).not.toContain("EAAB");
  const { appId, graphBaseUrl } = pageOptions({ graphBaseUrl: graph.baseUrl });
  const shared = JSON.stringify({ appId, appSecret, verifyToken, graphBaseUrl, file });
  const connectors = `messengerPages({ ...${shared}, each: ({ id }) => (id === "2001" ? false : { locale: "fr" }) })`;
  const checked = await run(["check", "--json"], { connectors });
  expect(JSON.parse(checked.stdout)).toMatchObject([{ connector: "messenger-2002" }]);
  expect(checked.stdout).toContain('valid for the page \\"Zoë\'s page\\"');
  const moved = await run(["check"], { connectors: connectors.replace(appSecret, "other-secret") });
  expect(moved).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("encrypted with another appSecret") as string,
  });
  const shown = await runCauserie(["messenger", "token", "exchange", "--show", "--json"], {
    cwd: first.folder,
    env: { MESSENGER_USER_TOKEN: "EAAB-short" },
  });
  expect(JSON.parse(shown.stdout)).toMatchObject({ pages: [{ page: "2001", token: accessToken }, { page: "2002" }] });
});

test("personas are made, listed and deleted, and one that is not there says so", async () => {
  const args = ["personas", "create", "Ana of Support", "--picture", "https://a.example/ana.png", "--json"];
  const made = await run(args);
  const { id } = JSON.parse(made.stdout) as { id: string };
  for (let count = 0; count < 25; count += 1) graph.addPersona("2001", String(count + 1));
  const listed = await run(["personas", "list", "--json"], { cwd: made.folder });
  const personas = (JSON.parse(listed.stdout) as { personas: object[] }[])[0]?.personas ?? [];
  expect(personas).toHaveLength(26);
  expect(personas[0]).toEqual({ id, name: "Ana of Support", picture: "https://a.example/ana.png" });
  expect((await run(["personas", "delete", id], { cwd: made.folder })).code).toBe(0);
  const again = await run(["personas", "delete", id], { cwd: made.folder });
  expect(again).toMatchObject({ code: 1, stdout: expect.stringContaining(`no persona ${id}`) as string });
  const broken = await run(["personas", "create", "x".repeat(51), "--picture", "https://a.example/a.png"]);
  expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining("1 to 50 characters") as string });
});

test.each([
  ["the default app sees", "1001", 0, { receivers: [{ id: "3003", name: "People's CRM" }] }],
  [
    "another one is told what it lacks to see",
    "3003",
    1,
    { result: { level: "error", fix: expect.stringContaining("default app") as string } },
  ],
])("%s a page's secondary receivers", async (_who, defaultApp, code, shown) => {
  const apps = [...metaPage.apps, { appId: "3003", appSecret: "other", verifyToken: "other", name: "People's CRM" }];
  const [page] = metaPage.pages;
  const other = { pageId: "2001", accessToken: "EAAB-people", appId: "3003" };
  await using meta = await startFakeGraph({
    apps,
    pages: [{ ...page, pageId: "2001", accessToken, appId: "1001", defaultApp }, other],
  });
  const connectors = `[messenger(${JSON.stringify(pageOptions({ graphBaseUrl: meta.baseUrl }))})]`;
  const listed = await run(["secondary-receivers", "--json"], { connectors });
  expect(listed.code).toBe(code);
  expect(JSON.parse(listed.stdout)).toMatchObject([{ connector: "messenger", ...shown }]);
});

test.each([
  [["personas", "create", "Ana"], "needs --picture URL"],
  [["personas", "delete", "Ana"], "the number of a persona"],
  [["thread", "77", "--pass", "x"], '"inbox" or the number of an app after --pass'],
  [["thread", "77", "--take", "--release"], "only one of --pass, --take, --request, --release and --extend"],
  [["thread", "77", "--extend", "169"], "a number of hours from 1 to 168 after --extend"],
  [["thread", "77", "--extend", "2", "--metadata", "x"], "--pass, --take, --request or --release beside --metadata"],
  [["live-check"], "causerie messenger live-check needs the PSID of a person"],
  [
    ["token"],
    "causerie messenger needs one of check, profile sync, token exchange, personas list, personas create, personas delete, secondary-receivers, live-check, thread after it",
  ],
  [["check", "--yes"], "causerie messenger check has no option '--yes'"],
])("a wrong call of messenger %j exits with 2", async (args, sentence) => {
  const { code, stderr } = await run(args);
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});
