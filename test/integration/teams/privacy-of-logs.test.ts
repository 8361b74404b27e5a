import { createBot, startServer, story, teams } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { activity, ana, ben, direct, directOf, nextId, submit, tenant } from "#support/teams/activities.ts";
import { FakeTeams, teamsSecret } from "#support/teams/fake-teams.ts";
import { withoutPace } from "#support/teams/teams-world.ts";

const planted = "my card is 4111-1111";

test("no text, no secret, no token and no person is in the log", async () => {
  await using platform = await FakeTeams.start();
  const { logger, printed, lines } = collectLogLines("debug");
  const person = story("person", { keywords: ["person"] }).handle((turn) => {
    turn.handover({ summary: planted });
    return planted;
  });
  const bot = createBot({ stories: [person], fallback: (turn) => `to ${turn.text}` });
  const connectors = [withoutPace(teams({ ...platform.options, tenantId: tenant }))];
  await using server = await startServer(testConfig({ bot, connectors }), {
    variables: {},
    logger,
    retry: { firstMs: 5, maxMs: 20, echoMs: 20, maxAttempts: 3 },
  });
  platform.requestUrl = `${server.url}/teams`;
  const say = async (given: Record<string, unknown>, authorization?: string): Promise<void> => {
    await platform.send(given, authorization);
    await server.idle();
  };
  await say(direct(planted));
  for (const fault of [
    { status: 413, code: "MessageSizeTooBig" },
    { status: 403, code: "ConversationBlockedByUser" },
    { status: 429 },
    { status: 502 },
    "cut",
  ] as const) {
    platform.failNext(fault);
    await say(direct(planted));
  }
  await say(direct("person"));
  await say(activity("hologram", { text: planted }));
  await say(activity("messageDelete", { id: nextId(), text: planted }));
  await say(submit({ causerieChoice: planted, msteams: { text: planted } }));
  const contentUrl = `${platform.fileUrl("none", "")}/${encodeURIComponent(planted)}`;
  await say(direct(planted, { attachments: [{ contentType: "image/png", name: `${planted}.png`, contentUrl }] }));
  const signed = await platform.sign({ aud: "another-app" });
  await say(direct(planted), `Bearer ${signed}`);
  platform.secret = "changed";
  platform.revokeTokens();
  // The first person has been handed over.
  await platform.send(direct(planted, { user: ben }));
  await expect.poll(() => platform.asked.token).toBeGreaterThan(1);
  expect(lines.length).toBeGreaterThan(3);
  for (const secret of ["4111", ana, ben, directOf(ana), "Ana Duval", teamsSecret, "token-1", signed.slice(-40)])
    expect(printed().includes(secret), `${secret} is in the log`).toBe(false);
});
