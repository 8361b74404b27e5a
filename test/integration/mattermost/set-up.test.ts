import { mattermost, mattermostKind, type MattermostOptions } from "@causerie/server";
import { expect, test } from "vitest";
import { FakeMattermost, token } from "#support/mattermost/fake-mattermost.ts";

const serverUrl = "https://chat.example.com";
const publicUrl = "https://bot.example";

test("what is wrong with the options is named, without their values", () => {
  const problemsOf = (options: object): string[] => mattermost(options as MattermostOptions).problems?.() ?? [];
  expect(problemsOf({ serverUrl, botToken: token })).toEqual([]);
  for (const inside of ["http://mattermost:8065", "http://10.0.0.7", "http://[::1]:8065", "http://chat.internal/mm"])
    expect(problemsOf({ serverUrl: inside, botToken: token })).toEqual([]);
  for (const outside of [
    "http://chat.example.com",
    "http://8.8.8.8",
    "https://chat.example.com/",
    "https://u:p@a.example",
  ])
    expect(problemsOf({ serverUrl: outside, botToken: token })).toEqual([
      "serverUrl must be an https address without a slash at its end; http is for the own network only.",
    ]);
  expect(problemsOf({ serverUrl: undefined, botToken: undefined })).toEqual([
    "serverUrl is missing: an https address without a slash at its end; http is for the own network only.",
    "botToken is missing: the access token of a bot account (Integrations, Bot Accounts).",
  ]);
  const wrong = {
    serverUrl,
    botToken: "two words",
    actionsUrl: "bot",
    locale: "?",
    path: "mattermost",
    maxAgeMinutes: 0,
  };
  const problems = problemsOf(wrong);
  expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
    "path",
    "botToken",
    "maxAgeMinutes",
    "actionsUrl",
    "locale",
  ]);
  expect(problems.join("\n")).not.toContain("two words");
});

test("the steps name the address of taps, and that an inner one must be allowed", () => {
  const stepsOf = (options: Partial<MattermostOptions>) =>
    (mattermost({ serverUrl, botToken: token, ...options }).setup?.(publicUrl) ?? []).map(({ copy }) => copy);
  expect(stepsOf({})).toContain("https://bot.example/mattermost");
  expect(stepsOf({ actionsUrl: "http://10.0.0.5:3000/mattermost" }).slice(-2)).toEqual([
    "http://10.0.0.5:3000/mattermost",
    "10.0.0.5",
  ]);
});

test("the check asks Mattermost for the bot, its teams, the version and a connection, and says what to do", async () => {
  await using platform = await FakeMattermost.start();
  const check = async (options: Partial<MattermostOptions> = {}, live = true) =>
    (await mattermost({ serverUrl: platform.url, botToken: token, ...options }).check?.({ live, publicUrl, fetch })) ??
    [];
  expect(await check({}, false)).toEqual([]);
  expect(await check()).toEqual([
    { level: "ok", title: "Mattermost knows the token, of the bot @helper" },
    { level: "ok", title: "Mattermost 11.10.1: buttons are sent as blocks" },
    { level: "ok", title: "Mattermost takes the connection" },
  ]);
  Object.assign(platform, { teams: [], version: "10.5.0", refusesConnections: true });
  platform.users.set([...platform.users.keys()][0] ?? "", { id: "x", username: "ana" });
  expect(await check()).toMatchObject([
    { level: "warning", title: "The token is of @ana, which is no bot account" },
    { level: "warning", title: "The bot is in no team" },
    { level: "ok", title: "Mattermost 10.5.0: buttons are sent as attachments" },
    { level: "error", title: "Mattermost's server does not take a connection" },
  ]);
  expect(await check({ botToken: "revoked" })).toMatchObject([
    { level: "error", title: "The token is refused (api.context.session_expired.app_error)" },
  ]);
  expect(await check({ serverUrl: "http://127.0.0.1:9" })).toMatchObject([{ title: "Mattermost cannot be reached" }]);
});

test("at the desk the operator's code says which server gets the token", () => {
  const kind = mattermostKind({ serverUrl });
  expect(kind.availability).toBeUndefined();
  expect(Object.keys(kind.options.properties)).not.toContain("serverUrl");
  expect(kind.options.required).toEqual(["botToken"]);
  const form = {
    id: "mm-2",
    path: "/mm-2",
    botToken: token,
    serverUrl: "https://evil.example",
    actionsUrl: "https://evil.example",
  };
  const made = kind.create(form);
  expect([made.id, made.path, made.problems?.()]).toEqual(["mm-2", "/mm-2", []]);
  expect(JSON.stringify(made.setup?.(publicUrl))).not.toContain("evil");
  const unnamed = mattermostKind({ serverUrl: undefined });
  expect(unnamed.availability).toMatchObject({ status: "gated" });
  expect(unnamed.create(form).problems?.()[0]).toContain("serverUrl is missing");
});
