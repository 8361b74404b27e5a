import { createBot, slack, startServer, story } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { FakeSlack, slackSecrets } from "#support/slack/fake-slack.ts";
import { ana, commandBody, deleted, direct, dm, eventBody, nextTs, tapBody } from "#support/slack/payloads.ts";
import { withoutPace } from "#support/slack/slack-world.ts";

const planted = "my card is 4111-1111";

test.each(["debug", "info"] as const)("no text, no secret and no person is in the log at level %s", async (level) => {
  await using platform = await FakeSlack.start();
  const { botToken, signingSecret } = slackSecrets;
  const { logger, printed, lines } = collectLogLines(level);
  const person = story("person", { keywords: ["person"] }).handle((turn) => {
    turn.handover({ summary: planted });
    return planted;
  });
  const bot = createBot({ stories: [person], fallback: (turn) => `to ${turn.text}` });
  const connectors = [withoutPace(slack({ botToken, signingSecret, apiUrl: platform.apiUrl }))];
  await using server = await startServer(testConfig({ bot, connectors }), {
    variables: {},
    logger,
    retry: { firstMs: 5, maxMs: 20, echoMs: 20, maxAttempts: 3 },
  });
  platform.requestUrl = `${server.url}/slack`;
  const say = async (event: Record<string, unknown>): Promise<void> => {
    await platform.sendEvent(eventBody(event));
    await server.idle();
  };
  await say(direct(planted));
  for (const fault of [
    { error: "msg_too_long" },
    { error: "missing_scope" },
    { error: "channel_not_found" },
    { status: 429 },
    { status: 502 },
    "cut",
  ] as const) {
    platform.failNext(fault);
    await say(direct(planted));
  }
  await say(direct("person"));
  await say(deleted(direct(planted)));
  await say({ type: "something_new", text: planted, user: ana });
  await say({ type: "tokens_revoked", tokens: { bot: ["U0BOT"] } });
  await say(
    direct(planted, {
      files: [
        {
          id: "F1",
          name: `${planted}.png`,
          mimetype: "image/png",
          url_private: `${platform.url}/files/none?${planted}`,
        },
      ],
    }),
  );
  const url = platform.responseUrl();
  await platform.sendCommand(commandBody(planted, url));
  await platform.sendTap(tapBody({ label: planted, value: planted, actionId: "1" }, { channel: dm, ts: nextTs() }));
  await platform.post(planted, "application/json", platform.sign(planted, { secret: "guessed" }));
  await server.idle();
  expect(lines.length).toBeGreaterThan(3);
  for (const secret of ["4111", ana, botToken, signingSecret, new URL(url).pathname])
    expect(printed().includes(secret), `${secret} is in the log`).toBe(false);
});
