import { createBot, googleChat, startServer, story } from "@causerie/server";
import { expect, test } from "vitest";
import { ana, ben, click, direct, event } from "#support/google-chat/events.ts";
import { FakeGoogleChat } from "#support/google-chat/fake-google-chat.ts";
import { withoutPace } from "#support/google-chat/google-chat-world.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { testConfig } from "#support/server/start-test-server.ts";

const planted = "my card is 4111-1111";

test("no text, no secret, no token and no person is in the log", async () => {
  await using platform = await FakeGoogleChat.start();
  const { logger, printed, lines } = collectLogLines("debug");
  const person = story("person", { keywords: ["person"] }).handle((turn) => {
    turn.handover({ summary: planted });
    return planted;
  });
  const bot = createBot({ stories: [person], fallback: (turn) => `to ${turn.text}` });
  await using server = await startServer(testConfig({ bot, connectors: [withoutPace(googleChat(platform.options))] }), {
    variables: {},
    logger,
    retry: { firstMs: 5, maxMs: 20, echoMs: 20, maxAttempts: 3 },
  });
  platform.requestUrl = `${server.url}/google-chat`;
  const say = async (given: Record<string, unknown>, authorization?: string): Promise<void> => {
    await platform.send(given, authorization);
    await server.idle();
  };
  await say(direct(planted));
  for (const fault of [
    { status: 400, state: "INVALID_ARGUMENT" },
    { status: 403, state: "PERMISSION_DENIED" },
    { status: 429 },
    { status: 502 },
    "cut",
  ] as const) {
    platform.failNext(fault);
    await say(direct(planted));
  }
  await say(direct("person"));
  await say(event("HOLOGRAM", { text: planted }));
  await say(click({ function: planted, parameters: [{ key: "causerieChoice", value: planted }] }));
  const attachment = [
    { contentName: `${planted}.png`, contentType: "image/png", attachmentDataRef: { resourceName: planted } },
  ];
  await say(direct(planted, { message: { attachment } }));
  const signed = await platform.sign({ aud: "9876543210" });
  await say(direct(planted), `Bearer ${signed}`);
  platform.knowsAccount = false;
  platform.revokeTokens();
  // The first person has been handed over.
  await platform.send(direct(planted, { user: ben }));
  await expect.poll(() => platform.asked.token).toBeGreaterThan(1);
  expect(lines.length).toBeGreaterThan(3);
  const secrets = ["4111", ana, ben, "Ana Duval", "ana@a.example", "PRIVATE KEY", "ya29", "eyJ", signed.slice(-40)];
  for (const secret of secrets) expect(printed().includes(secret), `${secret} is in the log`).toBe(false);
});
