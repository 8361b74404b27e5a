import { slack } from "@causerie/server";
import { slackKind } from "@causerie/server/connectors/slack/kind/slack-kind.ts";
import { expect, test } from "vitest";
import { FakeSlack, slackSecrets } from "#support/slack/fake-slack.ts";
import { team } from "#support/slack/payloads.ts";

const { botToken, signingSecret, appToken } = slackSecrets;
const publicUrl = "https://bot.example";

test("what is wrong with the options is named, without their values", () => {
  const problemsOf = (options: object): string[] => slack(options as Parameters<typeof slack>[0]).problems?.() ?? [];
  expect(problemsOf({ botToken, signingSecret })).toEqual([]);
  expect(problemsOf({ botToken, appToken })).toEqual([]);
  expect(problemsOf({ botToken: undefined })).toEqual([
    "botToken is missing: the bot's token, which begins with xoxb- (OAuth & Permissions).",
    "signingSecret is missing: the app's signing secret, or a list of them (Basic Information, App Credentials); or appToken, for Socket Mode.",
  ]);
  const wrong = {
    botToken: "xapp-swapped",
    signingSecret: "two words",
    appToken: botToken,
    teamId: "t1",
    locale: "?",
    apiUrl: "http://slack.example/api",
    path: "slack",
  };
  const problems = problemsOf(wrong);
  expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
    "path",
    "botToken",
    "signingSecret",
    "appToken",
    "teamId",
    "apiUrl",
    "locale",
  ]);
  for (const value of Object.values(wrong)) expect(problems.join("\n")).not.toContain(` ${value} `);
});

test("the steps hold a manifest with all addresses, or with none for Socket Mode", () => {
  const manifestIn = (options: Parameters<typeof slack>[0]): string =>
    slack(options)
      .setup?.(publicUrl)
      .find(({ copy = "" }) => copy.startsWith("{"))?.copy ?? "";
  const byRequests = manifestIn({ botToken, signingSecret, commands: ["/snow"] });
  expect(byRequests.split(`"https://bot.example/slack"`)).toHaveLength(4);
  expect(JSON.parse(byRequests)).toMatchObject({ features: { slash_commands: [{ command: "/snow" }] } });
  const bySocket = manifestIn({ botToken, appToken });
  expect(bySocket).not.toContain(publicUrl);
  expect(JSON.parse(bySocket)).toMatchObject({ settings: { socket_mode_enabled: true } });
  expect(bySocket).not.toContain('"commands"');
});

test("the check asks Slack for the tokens and the scopes, and says what to do", async () => {
  await using platform = await FakeSlack.start();
  const check = async (options: object, live = true) =>
    (await slack({ botToken, apiUrl: platform.apiUrl, ...options }).check?.({ live, publicUrl, fetch })) ?? [];
  expect(await check({ signingSecret }, false)).toEqual([
    { level: "ok", title: "Slack can be given an https address" },
  ]);
  expect((await check({ signingSecret, commands: ["/snow"] })).map(({ level }) => level)).toEqual(["ok", "ok", "ok"]);
  expect((await check({ appToken })).map(({ title }) => title)).toEqual([
    'Slack knows the bot token, of the workspace "Causerie"',
    "The app has all scopes",
    "Slack opens connections for the app token",
  ]);
  platform.scopes = "chat:write,app_mentions:read";
  const missing = await check({ appToken: "xapp-other", teamId: "T0OTHER" });
  expect(missing.filter(({ level }) => level === "error")).toEqual([
    { level: "error", title: "teamId is another workspace than the bot token's", fix: `Set teamId to ${team}.` },
    {
      level: "error",
      title: "The app has not the scope im:history, by which it reads what people write to it",
      fix: "Add it under OAuth & Permissions, and install the app again.",
    },
    {
      level: "error",
      title: "The app token is refused (invalid_auth)",
      fix: "Switch Socket Mode on, and make a token with connections:write.",
    },
  ]);
  expect(await check({ botToken: "xoxb-revoked", appToken })).toMatchObject([
    { title: "The bot token is refused (invalid_auth)" },
    { level: "ok" },
  ]);
  expect(await check({ appToken, apiUrl: "http://127.0.0.1:9" })).toMatchObject([
    { title: "Slack cannot be reached" },
    { title: "Slack cannot be reached" },
  ]);
});

test("the desk's form asks for what a connector needs, and not where the token is sent", () => {
  expect(Object.keys(slackKind.options.properties)).not.toContain("apiUrl");
  expect(slackKind.options.required).toEqual(["botToken"]);
  const made = slackKind.create({ id: "slack-2", path: "/slack-2", botToken, signingSecret });
  expect([made.id, made.path, made.problems?.()]).toEqual(["slack-2", "/slack-2", []]);
});
