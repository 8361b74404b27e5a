import { once } from "node:events";
import { Agent, request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";
import { startWebHost } from "#support/web/web-host.ts";

const wrong = { clientId: "a b" };
const line = "a connection was refused too often, and is closed";

/** Asks one after another on one connection. @returns its answers' status and whether the connection goes on after it. */
async function ask(url: string, headers: Record<string, string>, bodies: unknown[]): Promise<[number, boolean][]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const answers: [number, boolean][] = [];
  for (const body of bodies) {
    const asked = request(url, { agent, method: "POST", headers: { ...headers, "Content-Type": "application/json" } });
    asked.end(JSON.stringify(body));
    const [answer] = await once(asked, "response");
    answers.push([answer.statusCode, answer.headers.connection !== "close"]);
    await once(answer.resume(), "end");
  }
  return answers;
}

test("a connection that is refused a hundred times is closed with the last answer, and the log has two lines of it", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const url = `${visitor.conversationUrl}/messages`;
  const answers = await ask(
    url,
    visitor.authorization(),
    Array.from({ length: 101 }, () => wrong),
  );
  expect(answers.slice(0, 99)).toEqual(Array.from({ length: 99 }, () => [400, true]));
  // The next one is on another connection, which begins anew.
  expect(answers.slice(99)).toEqual([
    [400, false],
    [400, true],
  ]);
  expect(host.logged().split("request refused").length - 1).toBe(1);
  expect(host.logged().split(line).length - 1).toBe(1);
  expect((await visitor.send("a", "hello")).status).toBe(202);
});

test("a socket that is refused a hundred times in a row gets its answers, and is closed with 1008", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();
  const closed = new Promise<{ code: number }>((resolve) => {
    socket.socket.io.engine.on("close", (_reason, details) => {
      resolve(((details as { context?: unknown }).context ?? details) as { code: number });
    });
  });
  for (let count = 1; count < 100; count += 1) expect(await socket.sendRaw(wrong)).toMatchObject({ ok: false });
  // What is taken in between ends the row.
  expect(await socket.send("a", "hello")).toMatchObject({ ok: true });
  for (let count = 1; count < 100; count += 1) await socket.sendRaw(wrong);
  expect(socket.socket.connected).toBe(true);
  expect(await socket.sendRaw(wrong)).toMatchObject({ ok: false, problem: { code: "invalid_request" } });
  expect(await closed).toMatchObject({ code: 1008 });
  expect(host.logged().split(line).length - 1).toBe(1);
  expect(host.accepted).toHaveLength(1);
});

test("what is our own doing closes nothing", async () => {
  await using host = await startWebHost({ accept: () => Promise.reject(new Error("the store has a defect")) });
  const visitor = await RestClient.start(`${host.url}/web`);
  const bodies = Array.from({ length: 101 }, (_, n) => ({ clientId: `a${n}`, content: { type: "start" } }));
  const answers = await ask(`${visitor.conversationUrl}/messages`, visitor.authorization(), bodies);
  expect(answers).toEqual(Array.from({ length: 101 }, () => [500, true]));
});
