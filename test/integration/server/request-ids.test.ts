import { createBot, startServer, web } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

const bot = createBot({ stories: [], fallback: () => "?" });

async function start() {
  const log = collectLogLines("info");
  const rates = { ...unlimitedRates, send: { count: 1, seconds: 60 } };
  const config = testConfig({ bot, connectors: [web({ origins: [], rates })] });
  const server = await startServer(config, { variables: {}, logger: log.logger });
  return {
    server,
    ...log,
    refusals: () => log.lines.filter(({ msg }) => msg === "request refused"),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const idOf = ({ headers }: { headers: Headers }): string => headers.get("x-request-id") ?? "";

test.each([
  ["7f3c0d0a-5b1e-4a53-9a3c-0f6f7a3c1b11", true],
  ["01JDV6Q0ZB8T3M4N5P6Q7R8S9T", true],
  ["short", false],
  ["with blanks in it", false],
  ["x".repeat(129), false],
  ['"><script>alert(1)</script>', false],
])("a request with the id %j of a proxy keeps it: %s", async (given, isKept) => {
  await using host = await start();
  const answer = await call(`${host.server.url}/health/live`, { headers: { "X-Request-Id": given } });
  expect(idOf(answer) === given).toBe(isKept);
  expect(idOf(answer)).toMatch(/^[\w.:-]{8,128}$/);
});

test("what was refused can be found by its id, and says where, by what and whose, without naming anybody", async () => {
  await using host = await start();
  const visitor = await RestClient.start(`${host.server.url}/web`);
  await visitor.send("1", "the first words");
  const refused = await visitor.send("2", "the second words");
  expect(refused.status).toBe(429);
  const [line] = host.refusals();
  expect(line).toMatchObject({
    code: "rate_limited",
    connector: "web",
    limit: "web:web:send",
    method: "POST",
    route: "/web/v1/conversations/:id/messages",
    requestId: idOf(refused),
    address: expect.stringMatching(/^[\w-]{12}$/),
  });

  using socket = await new SocketClient(visitor).connected();
  await socket.send("3", "the third words");
  const [, overSocket] = host.refusals();
  expect(overSocket).toMatchObject({
    code: "rate_limited",
    method: "socket",
    route: "/web send",
    address: line?.["address"],
  });
  expect(line).not.toHaveProperty("path");
  expect(host.printed()).not.toMatch(/words|127\.0\.0\.1"/);
  expect(host.printed()).not.toContain(visitor.session.token);
});

test.each(["/web/secret", "/web/v1/session/secret", "/web/v1/conversations/x/secret?words=1"])(
  "a path below a connector's does not reach the log: %s",
  async (path) => {
    await using host = await start();
    await call(`${host.server.url}${path}`);
    const [line] = host.refusals();
    expect(line).toMatchObject({ method: "GET", route: expect.stringMatching(/^\/web\//) });
    expect(host.printed()).not.toMatch(/secret|words/);
  },
);

test("a query never reaches the log, and a path not without end", async () => {
  await using host = await start();
  await call(`${host.server.url}/${"a".repeat(3000)}?token=secret`);
  const [line] = host.refusals();
  expect(line).toMatchObject({ code: "not_found", method: "GET", path: `/${"a".repeat(199)}` });
  expect(host.printed()).not.toContain("secret");
});
