import { web } from "@causerie/server";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

const start = (rates = unlimitedRates) =>
  startTestServer({ bot: createTestBot(), connectors: [web({ origins: [], rates })] });

function ask(visitor: RestClient, body: unknown) {
  return call(`${visitor.base}/v1/session/unread`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

test("a page can ask whether there is something to see, without an access token", async () => {
  await using server = await start();
  const visitor = await RestClient.start(`${server.url}/web`);
  const { refreshToken } = visitor.session;
  const { body: empty } = await visitor.snapshot();
  expect((await ask(visitor, { refreshToken, since: empty.cursor })).body).toEqual({ unread: 0 });

  await visitor.send("1", "hello");
  await server.idle();
  expect(await ask(visitor, { refreshToken, since: empty.cursor })).toMatchObject({ status: 200, body: { unread: 2 } });
  const { body: read } = await visitor.snapshot();
  expect((await ask(visitor, { refreshToken, since: read.cursor })).body).toEqual({ unread: 0 });
});

test("it is refused without a refresh token of ours, with a cursor of another log, and too often", async () => {
  const rates = { ...unlimitedRates, reads: { count: 4, seconds: 60 } };
  await using server = await start(rates);
  const visitor = await RestClient.start(`${server.url}/web`);
  const { refreshToken, token } = visitor.session;
  const { body: snapshot } = await visitor.snapshot();
  const since = snapshot.cursor;
  const codes: unknown[] = [];
  for (const body of [
    { refreshToken: token, since },
    { refreshToken: "x", since },
    { since },
    { refreshToken, since: "elsewhere.1" },
    { refreshToken, since: "no cursor" },
    { refreshToken, since },
    { refreshToken, since },
  ])
    codes.push(((await ask(visitor, body)).body as { code?: string }).code ?? "ok");
  expect(codes).toEqual([
    "unauthorized",
    "unauthorized",
    "invalid_request",
    "resync",
    "invalid_request",
    "ok",
    "rate_limited",
  ]);
});
