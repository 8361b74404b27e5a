import { expect, onTestFinished, test } from "vitest";
import { readLog } from "#support/fault/oracle.ts";
import { ServerProcess } from "#support/server/server-process.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import type { Session } from "@causerie/protocol";

const hourMs = 3_600_000;

/** The clock of a machine is set by people and by NTP, in both directions. Nobody may wait for it, or lose by it. */
async function startServer(shiftMs: number): Promise<ServerProcess> {
  const server = new ServerProcess();
  onTestFinished(() => server[Symbol.asyncDispose]());
  server.shiftClock(shiftMs);
  await server.start();
  return server;
}

test.each([-hourMs, -48 * hourMs, hourMs])(
  "D10 an event that waited when the clock was set by %i ms is answered at once after the restart",
  async (setBy) => {
    const server = await startServer(-setBy);
    const client = await RestClient.start(`${server.url}/web`);
    expect((await client.send("a", "hold")).status).toBe(202);
    await server.kill();
    server.shiftClock(0);
    server.openGate();
    await server.start();
    const renewed = await call<Session>(`${server.url}/web/v1/session/refresh`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refreshToken: client.session.refreshToken }),
    });
    expect(renewed.status).toBe(200);
    expect(renewed.body.conversationId).toBe(client.session.conversationId);
    const visitor = new RestClient(client.base, renewed.body);
    await expect.poll(async () => textsOf(await readLog(visitor)), { timeout: 30_000 }).toEqual(["held"]);
    expect((await visitor.send("b", "and now")).status).toBe(202);
    await expect
      .poll(async () => textsOf(await readLog(visitor)), { timeout: 30_000 })
      .toEqual(["held", "one: and now", "two: and now"]);
  },
);

test("a clock that is some hours ahead makes no refresh token too old: the conversation goes on", async () => {
  const month = 30 * 24 * hourMs;
  const server = await startServer(-month);
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("a", "hello");
  await server.stop();
  // The token ends now, by the true clock; this one is ahead.
  server.shiftClock(12 * hourMs);
  await server.start();
  const { status, body } = await call<Session>(`${server.url}/web/v1/session/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken: client.session.refreshToken }),
  });
  expect(status).toBe(200);
  expect(body.conversationId).toBe(client.session.conversationId);
});
