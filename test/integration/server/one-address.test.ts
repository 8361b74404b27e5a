import { web } from "@causerie/server";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";

test("a whole school behind one address opens the chat and writes, and nobody is refused", async () => {
  await using server = await startTestServer({ bot: createTestBot(), connectors: [web({ origins: [] })] });
  const statuses = await Promise.all(
    Array.from({ length: 150 }, async (_, index) => {
      const visitor = await RestClient.start(`${server.url}/web`);
      const { status: read } = await visitor.snapshot();
      const { status: sent } = await visitor.send("start", `hello from ${index}`);
      return `${read} ${sent}`;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set(["200 202"]));
  await server.idle();
});

test("what new visitors of one address send is bound, over REST and sockets, also after a renewal", async () => {
  const connectors = [web({ origins: [], rates: { address: { count: 3, seconds: 60 } } })];
  await using server = await startTestServer({ bot: createTestBot(), connectors });
  const visitors = await Promise.all(Array.from({ length: 3 }, () => RestClient.start(`${server.url}/web`)));
  for (const visitor of visitors) expect((await visitor.send("1", "hello")).status).toBe(202);

  const visitor = await RestClient.start(`${server.url}/web`);
  const refused = await visitor.send("1", "hello");
  expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited", retryable: true } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  using socket = await new SocketClient(visitor).connected();
  expect(await socket.send("1", "hello")).toMatchObject({ ok: false, problem: { code: "rate_limited" } });

  const renewed = await fetch(`${server.url}/web/v1/session/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken: visitor.session.refreshToken }),
  });
  const { token } = (await renewed.json()) as { token: string };
  const again = await fetch(`${visitor.conversationUrl}/messages`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ clientId: "2", content: { type: "text", text: "hello" } }),
  });
  expect(again.status).toBe(429);
  await server.idle();
});
