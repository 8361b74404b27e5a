import { teams } from "@causerie/server";
import { teamsKind } from "@causerie/server/connectors/teams/kind/teams-kind.ts";
import { expect, test } from "vitest";
import { appId, tenant } from "#support/teams/activities.ts";
import { FakeTeams, teamsSecret } from "#support/teams/fake-teams.ts";

const appPassword = teamsSecret;
const publicUrl = "https://bot.example";

test("what is wrong with the options is named, without their values", () => {
  const problemsOf = (options: object): string[] => teams(options as Parameters<typeof teams>[0]).problems?.() ?? [];
  expect(problemsOf({ appId, appPassword, tenantId: tenant })).toEqual([]);
  expect(problemsOf({ appId: undefined, appPassword: undefined })).toEqual([
    "appId is missing: the Microsoft App ID of the Azure Bot resource, a GUID.",
    "appPassword is missing: the value of a client secret of the app registration (Certificates & secrets).",
  ]);
  const wrong = {
    appId: "causerie-bot",
    appPassword: "two words",
    tenantId: "example.onmicrosoft.com",
    locale: "?",
    path: "teams",
    serviceOrigins: ["https://smba.trafficmanager.net/emea"],
    keysUrl: "http://keys.example",
    loginUrl: "https://login.example/",
  };
  const problems = problemsOf(wrong);
  expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
    "path",
    "appId",
    "appPassword",
    "tenantId",
    "serviceOrigins",
    "keysUrl",
    "loginUrl",
    "locale",
  ]);
  for (const value of Object.values(wrong).flat()) expect(problems.join("\n")).not.toContain(` ${value} `);
});

test("the steps hold the messaging endpoint and a manifest of the app", () => {
  const steps = teams({ appId, appPassword }).setup?.(`${publicUrl}/`) ?? [];
  expect(steps.map(({ copy }) => copy)).toContain("https://bot.example/teams");
  const manifest = steps.find(({ copy = "" }) => copy.startsWith("{"))?.copy ?? "";
  expect(JSON.parse(manifest)).toMatchObject({ id: appId, bots: [{ botId: appId, supportsFiles: true }] });
  expect(JSON.stringify(steps)).not.toContain(appPassword);
});

test("the check asks Microsoft for its keys and for a token, and says what to do", async () => {
  await using platform = await FakeTeams.start();
  const check = async (options: object, live = true) =>
    (await teams({ ...platform.options, ...options }).check?.({ live, publicUrl, fetch })) ?? [];
  expect(await check({}, false)).toEqual([{ level: "ok", title: "Microsoft can be given an https address" }]);
  expect((await check({ tenantId: tenant })).map(({ level }) => level)).toEqual(["ok", "ok", "ok"]);
  const refused = await check({ appPassword: "the-id-of-the-secret" });
  expect(refused.at(-1)).toMatchObject({ level: "error", title: "Microsoft refuses the bot a token (invalid_client)" });
  expect(JSON.stringify(refused)).not.toContain("the-id-of-the-secret");
  const { keysUrl, loginUrl } = { keysUrl: "http://127.0.0.1:9/keys", loginUrl: "http://127.0.0.1:9" };
  expect(await check({ keysUrl, loginUrl })).toMatchObject([
    { level: "ok" },
    { title: "Microsoft's keys for Teams cannot be fetched" },
    { title: "Microsoft cannot be asked for a token" },
  ]);
});

test("the desk's form asks for what a connector needs, and neither where secrets are sent nor who is believed", () => {
  expect(Object.keys(teamsKind.options.properties)).toEqual([
    "id",
    "path",
    "appId",
    "appPassword",
    "tenantId",
    "locale",
    "maxAgeMinutes",
  ]);
  const made = teamsKind.create({ id: "teams-2", path: "/teams-2", appId, appPassword });
  expect([made.id, made.path, made.problems?.()]).toEqual(["teams-2", "/teams-2", []]);
});
