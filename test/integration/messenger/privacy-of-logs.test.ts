import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, startServer, story } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import {
  accessToken,
  appSecret,
  metaPage,
  pageOptions,
  postWebhook,
  verifyToken,
} from "#support/messenger/facebook-page.ts";
import { testConfig } from "#support/server/start-test-server.ts";

const planted = "my card is 4111-1111";
const psid = "27161130920158013";
const secrets = [psid, "4111", accessToken, appSecret, verifyToken, "AUTH-CODE-77", "OTN-TOKEN-88", "218471"];

/** All that a page of Meta's sends, with planted words and secrets, and all that Meta answers badly. */
async function runAtLevel(level: "debug" | "info") {
  await using graph = await startFakeGraph(metaPage);
  const person = story("person", { keywords: ["person"] }).handle((turn) => {
    turn.handover({ summary: planted });
    return planted;
  });
  const broken = story("broken", { keywords: ["broken"] }).handle((turn) => {
    // At "debug" the log shows what a story's own error says, as the guide to the log tells.
    throw new Error(`${turn.conversationId} said ${level === "debug" ? "something" : turn.text}`);
  });
  const bot = createBot({ stories: [person, broken], fallback: (turn) => `to ${turn.text}` });
  const { logger, printed, lines } = collectLogLines(level);
  const config = testConfig({
    bot,
    connectors: [messenger({ ...pageOptions({ typing: true }), graphBaseUrl: graph.baseUrl })],
  });
  await using server = await startServer(config, {
    variables: {},
    logger,
    retry: { firstMs: 5, maxMs: 20, echoMs: 20, maxAttempts: 3 },
  });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001", { psid });
  await ana.say(planted);
  await ana.say(`broken ${planted}`);
  for (const fault of [
    { code: 100, message: `bad ${planted}` },
    { code: 10, subcode: 2018300 },
    { code: 551, subcode: 1545041 },
    { code: 613 },
    { status: 502 },
    { closeAfterAccept: true },
  ] as const) {
    // "Seen", "typing" and the message itself.
    graph.failNext(3, fault, { path: "/messages" });
    await ana.say(planted);
    await server.idle();
  }
  await ana.sendRaw({ account_linking: { status: "linked", authorization_code: "AUTH-CODE-77" } });
  await ana.sendRaw({ optin: { type: "one_time_notif_req", payload: planted, one_time_notif_token: "OTN-TOKEN-88" } });
  await ana.sendRaw({ something_new: { text: planted } });
  await ana.answeredBy("263902037430900", planted);
  await ana.say("person");
  await server.idle();
  await graph.idle();
  await ana.say(planted);
  await postWebhook(`${server.url}/messenger`, `{"text": "${planted}"`, {});
  await postWebhook(`${server.url}/messenger`, `{"text": "${planted}"`);
  await fetch(`${server.url}/messenger?hub.mode=subscribe&hub.verify_token=${verifyToken}x&hub.challenge=1`);
  await fetch(`${server.url}/messenger/data-deletion`, { method: "POST", body: "signed_request=218471" });
  await server.people.delete({ connectorId: "messenger", userId: psid });
  await server.idle();
  return { printed: printed(), lines };
}

test.each(["debug", "info"] as const)(
  "at the level %s no line has a text, a secret or a person's id; a hash tells people apart",
  async (level) => {
    const { printed, lines } = await runAtLevel(level);
    expect(lines.length).toBeGreaterThan(15);
    expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
    const ids = new Set(
      lines.flatMap(({ conversationId }) => (typeof conversationId === "string" ? [conversationId] : [])),
    );
    expect([...ids]).toEqual([expect.stringMatching(/^messenger:messenger:1001:2001:~[0-9a-f]{12}$/)]);
  },
);
