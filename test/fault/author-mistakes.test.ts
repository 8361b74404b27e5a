import type { LogEvent } from "@causerie/protocol";
import { expect, onTestFinished, test } from "vitest";
import { readLog } from "#support/fault/oracle.ts";
import { ServerProcess } from "#support/server/server-process.ts";
import { waitUntil } from "#support/wait-until.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** What a story does wrong concerns its own conversation, and its author learns of it. */
async function startServer(options: ConstructorParameters<typeof ServerProcess>[0] = {}): Promise<ServerProcess> {
  const server = new ServerProcess(options);
  onTestFinished(() => server[Symbol.asyncDispose]());
  await server.start();
  return server;
}

const visit = (server: ServerProcess): Promise<RestClient> => RestClient.start(`${server.url}/web`);

async function answered(client: RestClient): Promise<LogEvent[]> {
  await expect
    .poll(async () => (await readLog(client).catch(() => [])).some(({ type }) => type === "turn.end"))
    .toBe(true);
  return readLog(client);
}

const linesWith = (server: ServerProcess, words: string): Record<string, unknown>[] =>
  server.output
    .split("\n")
    .filter((line) => line.includes(words))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("a message that was begun ends in the log, when the process is killed in its middle and the second run says something else", async () => {
  const server = await startServer();
  const client = await visit(server);
  await client.send("a", "tell");
  await expect.poll(async () => (await readLog(client)).map(({ type }) => type)).toContain("message.start");
  await server.kill();
  server.openGate();
  await server.start();
  const events = await answered(client);
  expect(events.map(({ type }) => type)).toEqual(["visitor", "message.start", "message.final", "message", "turn.end"]);
  expect(events[2]).toMatchObject({ stopped: true, messageId: (events[1] as { messageId: string }).messageId });
  expect(textsOf(events)).toEqual(["told otherwise"]);
});

test("what a story throws in a timer or an unawaited promise is logged under its name and counted; everybody is answered", async () => {
  const server = await startServer();
  server.expectedErrors = [/a story threw in a timer/];
  const [guilty, other] = [await visit(server), await visit(server)];
  await other.send("hold", "hold");
  await guilty.send("a", "late");
  expect(textsOf(await answered(guilty))).toEqual(["soon"]);
  await waitUntil(() => linesWith(server, "threw in a timer").length === 2, 10_000);
  expect(linesWith(server, "threw in a timer")).toMatchObject([
    { story: "late", count: 1, conversationId: guilty.session.conversationId, err: { type: "Error" } },
    { story: "late", count: 2 },
  ]);
  expect(server.output).not.toContain("on purpose");
  server.openGate();
  expect(textsOf(await answered(other))).toEqual(["held"]);
});

test("where the operator wants it, such an error ends the process, as Node does", async () => {
  const server = await startServer({ lateStoryErrors: "exit" });
  const client = await visit(server);
  await client.send("a", "late");
  await server.ended();
  expect(server.output).toContain("late on purpose");
  // The process may have ended before the answer was stored: then the story runs again, and would end this life, too.
  server.openGate();
  await server.start();
  expect(textsOf(await answered(client))).toEqual(["soon"]);
});

test("a story that blocks the event loop is named in the log", async () => {
  const server = await startServer();
  const client = await visit(server);
  await client.send("a", "block");
  await answered(client);
  await waitUntil(() => linesWith(server, "blocked the event loop").length > 0, 10_000);
  const [line] = linesWith(server, "blocked the event loop");
  expect(line).toMatchObject({ stories: ["block"] });
  expect(line?.["blockedMs"]).toBeGreaterThan(1000);
});
