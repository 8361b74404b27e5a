import { rocketChat, rocketChatKind, type RocketChatOptions } from "@causerie/server";
import { expect, test } from "vitest";
import { bot, FakeRocketChat, secrets } from "#support/rocketchat/fake-rocketchat.ts";

const serverUrl = "https://chat.example.com";
const publicUrl = "https://bot.example";

test("what is wrong with the options is named, without their values", () => {
  const problemsOf = (options: object): string[] => rocketChat(options as RocketChatOptions).problems?.() ?? [];
  expect(problemsOf({ serverUrl, ...secrets })).toEqual([]);
  expect(problemsOf({}).map((problem) => problem.split(" ")[0])).toEqual([
    "serverUrl",
    "userId",
    "authToken",
    "webhookToken",
  ]);
  const wrong = { ...secrets, serverUrl: "http://chat.example.com", authToken: "two words", locale: "?" };
  const problems = problemsOf(wrong);
  expect(problems.map((problem) => problem.split(" ")[0])).toEqual(["authToken", "serverUrl", "locale"]);
  expect(problems.join("\n")).not.toContain("two words");
});

test("the steps name the address of messages, and that of the live chat where it is answered", () => {
  const copied = (options: Partial<RocketChatOptions>) =>
    (rocketChat({ serverUrl, ...secrets, ...options }).setup?.(publicUrl) ?? []).flatMap(({ copy = [] }) => copy);
  expect(copied({})).toEqual([
    "https://bot.example/rocketchat",
    "https://bot.example/rocketchat",
    "https://bot.example/rocketchat/omnichannel",
  ]);
  expect(copied({ livechatToken: undefined })).toHaveLength(2);
});

test("the check asks Rocket.Chat for the account and its role, and says what to do", async () => {
  await using platform = await FakeRocketChat.start();
  const check = async (options: Partial<RocketChatOptions> = {}, live = true) =>
    (await rocketChat({ serverUrl: platform.url, ...secrets, ...options }).check?.({ live, publicUrl, fetch })) ?? [];
  expect(await check({}, false)).toEqual([]);
  expect(await check()).toEqual([{ level: "ok", title: "Rocket.Chat knows the token, of @helper" }]);
  platform.users.set(bot, { _id: bot, username: "helper", roles: ["user"] });
  expect((await check())[1]).toMatchObject({ level: "warning", fix: "Give it the role bot (Workspace, Users)." });
  expect(await check({ authToken: "revoked" })).toMatchObject([
    { level: "error", title: "The token is refused (401)" },
  ]);
  expect(await check({ serverUrl: "http://127.0.0.1:9" })).toMatchObject([{ title: "Rocket.Chat cannot be reached" }]);
});

test("at the desk the operator's code says which server gets the token", () => {
  const kind = rocketChatKind({ serverUrl });
  expect(Object.keys(kind.options.properties)).not.toContain("serverUrl");
  expect(kind.options.required).toEqual(["userId", "authToken", "webhookToken"]);
  const form = { id: "rc-2", path: "/rc-2", ...secrets, serverUrl: "https://evil.example" };
  const made = kind.create(form);
  expect([made.id, made.path, made.problems?.()]).toEqual(["rc-2", "/rc-2", []]);
  expect(JSON.stringify(made.setup?.(publicUrl))).not.toContain("evil");
  expect(rocketChatKind({ serverUrl: undefined }).availability).toMatchObject({ status: "gated" });
});
