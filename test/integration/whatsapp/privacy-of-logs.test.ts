import { createBot, startServer, story, whatsapp } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import {
  accessToken,
  ana,
  appSecret,
  messageOf,
  numberOptions,
  postWebhook,
  verifyToken,
} from "#support/whatsapp/business-number.ts";
import { FakeWhatsApp } from "#support/whatsapp/fake-whatsapp.ts";

const planted = "my card is 4111-1111";
const other = "FR.99999999999";
const secrets = [ana.id ?? "", ana.phone ?? "", other, "4111", accessToken, appSecret, verifyToken];

/** All that a number of Meta's sends, with planted words and secrets, and all that Meta answers badly. */
async function runAtLevel(level: "debug" | "info") {
  await using platform = await FakeWhatsApp.start();
  const person = story("person", { keywords: ["person"] }).handle((turn) => {
    turn.handover({ summary: planted });
    return planted;
  });
  const bot = createBot({ stories: [person], fallback: (turn) => `to ${turn.text}` });
  const { logger, printed, lines } = collectLogLines(level);
  const config = testConfig({ bot, connectors: [whatsapp(numberOptions({ graphBaseUrl: platform.baseUrl }))] });
  await using server = await startServer(config, {
    variables: {},
    logger,
    retry: { firstMs: 5, maxMs: 20, echoMs: 20, maxAttempts: 3 },
  });
  platform.webhookUrl = `${server.url}/whatsapp`;
  await platform.say(planted);
  await server.idle();
  for (const fault of [
    { code: 100 },
    { code: 131026 },
    { code: 131047 },
    { code: 131056, retryAfter: 0.01 },
    { page: 502 },
    "cut",
  ] as const) {
    // "Typing" and the message itself.
    platform.failNext(fault, fault);
    await platform.say(planted);
    await server.idle();
  }
  await platform.report(platform.sent[0], "failed", 131047);
  await platform.send(messageOf(ana, { type: "hologram", hologram: { text: planted } }));
  await platform.send(messageOf(ana, { type: "image", image: { id: "none", caption: planted } }));
  await platform.send({ user_id_update: [{ user_id: { previous: ana.id, current: other } }] }, "user_id_update");
  await platform.send({ statuses: [{ id: "x", status: planted }] });
  await platform.say("person", { id: other });
  await server.idle();
  await postWebhook(`${server.url}/whatsapp`, `{"text": "${planted}"`, {});
  await postWebhook(`${server.url}/whatsapp`, `{"text": "${planted}"`);
  await fetch(`${server.url}/whatsapp?hub.mode=subscribe&hub.verify_token=${verifyToken}x&hub.challenge=1`);
  await server.people.delete({ connectorId: "whatsapp", userId: other });
  await server.idle();
  return { printed: printed(), lines };
}

test.each(["debug", "info"] as const)(
  "at the level %s no line has a text, a secret, a number or an id of a person",
  async (level) => {
    const { printed, lines } = await runAtLevel(level);
    expect(lines.length).toBeGreaterThan(10);
    expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
    const ids = new Set(
      lines.flatMap(({ conversationId }) => (typeof conversationId === "string" ? [conversationId] : [])),
    );
    expect([...ids]).toEqual([expect.stringMatching(/^whatsapp:whatsapp:106540352242922:~[0-9a-f]{12}$/)]);
  },
);
