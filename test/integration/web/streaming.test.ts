import { createBot, story, web } from "@causerie/server";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { call, RestClient } from "#support/web/rest-client.ts";

/** A server whose story says "Once ", and the rest when it is let. */
async function start() {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const signals: AbortSignal[] = [];
  const bot = createBot({
    fallback: () => "?",
    stories: [
      story("tale", { keywords: ["tale"] }).handle(async function* (turn) {
        signals.push(turn.signal);
        yield (async function* () {
          yield "Once ";
          yield "upon ";
          begun.resolve();
          await gate.promise;
          yield "a time.";
        })();
      }),
    ],
  });
  const server = await startTestServer({ bot, connectors: [web({ origins: [] })] });
  return { server, gate, begun, signals, client: await RestClient.start(`${server.url}/web`) };
}

test("a reader that comes in the middle of a text sees it from its beginning, follows it, and gets the whole at the end", async () => {
  const { server, gate, begun, client } = await start();
  await using _ = server;
  await client.send("1", "tale");
  await begun.promise;
  using late = await client.stream();
  const [, started] = await late.logEvents(2);
  expect(started).toMatchObject({ type: "message.start" });
  const messageId = (started as { messageId: string }).messageId;
  expect(await late.named("frame")).toEqual({ type: "delta", messageId, offset: 0, text: "Once upon " });
  gate.resolve();
  const [final] = await late.logEvents(1);
  expect(final).toMatchObject({ type: "message.final", messageId, message: { text: "Once upon a time." } });
});

test("the visitor's stop ends the text where it is, and aborts the story's signal", async () => {
  const { server, begun, signals, client } = await start();
  await using _ = server;
  await client.send("1", "tale");
  await begun.promise;
  const stopped = await call(`${client.conversationUrl}/stop`, { method: "POST", headers: client.authorization() });
  expect(stopped.status).toBe(204);
  await server.idle();
  const { body } = await client.events();
  expect(body.events.map(({ type }) => type)).toEqual(["visitor", "message.start", "message.final", "turn.end"]);
  expect(body.events[2]).toMatchObject({ message: { text: "Once upon " }, stopped: true });
  expect(signals[0]?.aborted).toBe(true);
});

test("a stop when nothing is under way changes nothing, and needs the visitor's token like anything else", async () => {
  const { server, client } = await start();
  await using _ = server;
  const url = `${client.conversationUrl}/stop`;
  expect((await call(url, { method: "POST", headers: client.authorization() })).status).toBe(204);
  expect((await call(url, { method: "POST" })).status).toBe(401);
});
