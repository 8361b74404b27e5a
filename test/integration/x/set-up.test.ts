import { x, xKind, type XOptions } from "@causerie/server";
import { startConnectorTest } from "@causerie/server/connector";
import { expect, test } from "vitest";
import { ben, bot, FakeX, secrets } from "#support/x/fake-x.ts";
import { optionsFor } from "#support/x/x-world.ts";

const publicUrl = "https://bot.example";
const account = { userId: bot, clientId: "client", ...secrets };

test("what is wrong with the options is named, without their values", () => {
  const problemsOf = (options: object): string[] => x(options as XOptions).problems?.() ?? [];
  expect(problemsOf(account)).toEqual([]);
  const namesOf = (options: object) => problemsOf(options).map((problem) => problem.split(" ")[0]);
  expect(namesOf({})).toEqual(["userId", "consumerSecret", "clientId", "refreshToken"]);
  const wrong = {
    ...account,
    userId: "@helper",
    refreshToken: "two words",
    monthlyCapDollars: 0,
    ignoredUsers: ["ben"],
  };
  expect(namesOf({ ...wrong, apiUrl: "http://api.x.com", locale: "?" })).toEqual([
    "userId",
    "refreshToken",
    "monthlyCapDollars",
    "ignoredUsers[0]",
    "apiUrl",
    "locale",
  ]);
  expect(problemsOf(wrong).join("\n")).not.toContain("two words");
});

test("the steps name the address, the scopes and the subscription", () => {
  const steps = x(account).setup?.(publicUrl) ?? [];
  expect(steps.flatMap(({ copy = [] }) => copy)).toEqual([
    "dm.read dm.write tweet.read users.read media.write offline.access",
    "https://bot.example/x",
  ]);
  expect(JSON.stringify(steps)).not.toContain("refresh-0");
});

test("the check asks X with the app's own token whether it posts here, and never uses the refresh token", async () => {
  await using platform = await FakeX.start();
  const check = async (more: Partial<XOptions> = {}, live = true) =>
    (await x(optionsFor(platform, more)).check?.({ live, publicUrl, fetch })) ?? [];
  expect(await check({}, false)).toEqual([
    { level: "ok", title: "X may cost 20.00 US dollars in a month: about 800 questions with an answer each" },
  ]);
  expect((await check())[1]).toMatchObject({ level: "error", title: "X does not know this server" });
  platform.webhooks = [{ id: "1", url: "https://bot.example/x", valid: false }];
  expect((await check())[1]).toMatchObject({ title: "X has given up this server's webhook" });
  platform.webhooks = [{ id: "1", url: "https://bot.example/x", valid: true }];
  expect((await check())[1]).toMatchObject({ level: "ok" });
  platform.subscriptions = [{ event_type: "dm.received", filter: { user_id: ben } }];
  expect((await check())[1]).toMatchObject({
    level: "error",
    title: expect.stringContaining("does not post") as string,
  });
  expect((await check({ bearerToken: "revoked" }))[1]).toMatchObject({ title: "X refuses bearerToken (401)" });
  expect((await check({ bearerToken: undefined }))[1]).toMatchObject({ level: "warning" });
  expect((await check({ apiUrl: "http://127.0.0.1:9" }))[1]).toMatchObject({
    level: "error",
    title: "X did not respond",
  });
  expect(platform.tokensGiven).toBe(0);
});

test("the check of a connector that runs says whose token it is, and what the month has cost", async () => {
  await using platform = await FakeX.start();
  const definition = x(optionsFor(platform, { monthlyCapDollars: 0.05 }));
  await using host = await startConnectorTest(definition, { answer: () => ["hello"] });
  platform.requestUrl = `${host.url}/x`;
  const check = async () => (await definition.check?.({ live: true, publicUrl, fetch })) ?? [];
  await platform.say("hello");
  await host.idle();
  expect((await check()).slice(0, 2)).toMatchObject([
    { level: "ok", title: expect.stringContaining("cost 0.025 US dollars") as string },
    { level: "ok", title: "X knows the token, of @helper" },
  ]);
  await platform.say("hello again");
  await host.idle();
  platform.account = ben;
  expect((await check()).slice(0, 2)).toMatchObject([
    { level: "error", fix: "Nothing is sent until the month ends. Raise monthlyCapDollars." },
    { level: "error", title: "The token is of @helper, which is another account than userId" },
  ]);
  platform.revoke();
  expect((await check())[1]).toMatchObject({ title: "X refuses refreshToken (401)" });
});

test("at the desk it is gated with the reason, and nobody chooses where tokens are sent", () => {
  expect(xKind.availability).toMatchObject({ status: "gated", reason: expect.stringContaining("credits") as string });
  expect(Object.keys(xKind.options.properties)).not.toContain("apiUrl");
  const made = xKind.create({ id: "x-2", path: "/x-2", ...account });
  expect([made.id, made.path, made.account, made.problems?.()]).toEqual(["x-2", "/x-2", `account ${bot}`, []]);
});
