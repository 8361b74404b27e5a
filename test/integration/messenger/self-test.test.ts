import { createServer } from "node:http";
import { createBot, messenger, startBackend } from "@causerie/server";
import express, { type Express } from "express";
import { expect, test } from "vitest";
import { listen } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer, testConfig } from "#support/server/start-test-server.ts";
import { waitUntil } from "#support/wait-until.ts";

/** An application may put something before our router that breaks every webhook: the server says so as soon as it listens. */

const bot = createBot({ stories: [], fallback: () => "?" });

/** What the log says of the self-test of a server in an application. */
async function logOf(
  before: (app: Express) => void,
  { mountAt = "/", publicUrl = "http://chat.example" } = {},
): Promise<string> {
  const { logger, lines } = collectLogLines("debug");
  const config = testConfig({ bot, connectors: [messenger(pageOptions())], publicUrl });
  await using backend = await startBackend(config, { variables: {}, logger });
  const app = express();
  before(app);
  app.use(mountAt, backend.router);
  const server = createServer(app);
  backend.attach(server);
  await listen(server);
  const said = (): string[] =>
    lines.map((line) => JSON.stringify(line)).filter((line) => /webhook.*(self-test|cannot work)/.test(line));
  await waitUntil(() => said().length > 0, 10_000);
  server.close();
  server.closeAllConnections();
  return said().join("\n");
}

test.each([
  ["parses the body", (app: Express) => app.use(express.json({ limit: "5mb" })), "parses the body"],
  ["limits bodies to 100 kB", (app: Express) => app.use(express.json()), "limits bodies to less than Meta may send"],
  [
    "writes the body anew",
    (app: Express) =>
      app.use(express.json({ limit: "5mb" }), (request, _response, next) => {
        request.body = Buffer.from(JSON.stringify(request.body));
        next();
      }),
    "changes the body",
  ],
  [
    "answers itself",
    (app: Express) => app.post("/messenger", (_request, response) => void response.sendStatus(401)),
    "answers in its place",
  ],
])("an application that %s is named when the server listens", async (_name, before, words) => {
  expect(await logOf(before)).toContain(`Messenger's webhook cannot work: something before this server ${words}`);
});

test.each([
  ["before its parsers", {}],
  ["below a path of its own", { mountAt: "/chat", publicUrl: "https://www.example.com/chat" }],
])("an application that mounts the router %s passes", async (_name, options) => {
  expect(await logOf(() => undefined, options)).toContain("the webhook's self-test is passed");
});

test("where the router lies at a path that nobody has said, or plain calls are sent to https, the self-test says nothing", async () => {
  const nothing = "its self-test says nothing";
  expect(await logOf(() => undefined, { mountAt: "/hidden" })).toContain(nothing);
  expect(
    await logOf((app) => app.use((_request, response) => response.redirect(308, "https://chat.example/"))),
  ).toContain(nothing);
});

test("a server on its own port passes", async () => {
  const { logger, printed } = collectLogLines("debug");
  await using _ = await startTestServer({ bot, connectors: [messenger(pageOptions())] }, { logger });
  await waitUntil(() => printed().includes("self-test"), 10_000);
  expect(printed()).toContain("the webhook's self-test is passed");
});
