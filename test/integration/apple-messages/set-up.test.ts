import { appleMessages, appleMessagesKind, type AppleMessagesOptions } from "@causerie/server";
import { readAnswer } from "@causerie/server/connectors/apple-messages/send/call-gateway.ts";
import { messageIdOf } from "@causerie/server/connectors/apple-messages/send/message-id.ts";
import { expect, test } from "vitest";
import { optionsFor } from "#support/apple-messages/apple-world.ts";
import { businessId, FakeApple, mspId, secret } from "#support/apple-messages/fake-apple.ts";

const publicUrl = "https://bot.example";
const account = { mspId, secret, businessId };

test("what is wrong with the options is named, without their values", () => {
  const problemsOf = (options: object): string[] => appleMessages(options as AppleMessagesOptions).problems?.() ?? [];
  expect(problemsOf(account)).toEqual([]);
  const namesOf = (options: object) => problemsOf(options).map((problem) => problem.split(" ")[0]);
  expect(namesOf({})).toEqual(["mspId", "secret", "businessId"]);
  const wrong = {
    mspId: "two words",
    secret: "not base64!",
    businessId: "urn:biz:1",
    listTitle: "a\nb",
    maxAgeMinutes: 0,
  };
  expect(namesOf({ ...wrong, apiUrl: "http://mspgw.push.apple.com/v1", locale: "?" })).toEqual([
    "mspId",
    "secret",
    "businessId",
    "listTitle",
    "maxAgeMinutes",
    "apiUrl",
    "locale",
  ]);
  expect(problemsOf(wrong).join("\n")).not.toContain("not base64!");
});

test("the steps name the endpoint and the address that opens Messages, and no secret", () => {
  const steps = appleMessages(account).setup?.(publicUrl) ?? [];
  expect(steps.flatMap(({ copy = [] }) => copy)).toEqual([
    "https://bot.example/apple-messages",
    `https://bcrw.apple.com/urn:biz:${businessId}`,
  ]);
  expect(JSON.stringify(steps)).not.toContain(secret);
});

test("the check asks the gateway, sends nobody anything, and says what to mend", async () => {
  await using platform = await FakeApple.start();
  const check = async (more: Partial<AppleMessagesOptions> = {}, live = true) =>
    (await appleMessages(optionsFor(platform, more)).check?.({ live, publicUrl, fetch })) ?? [];
  expect(await check({}, false)).toEqual([]);
  expect(await check()).toEqual([{ level: "ok", title: `Apple knows business ${businessId}` }]);
  const other = Buffer.from("another secret of 32 letters, ok").toString("base64");
  expect(await check({ secret: other })).toMatchObject([
    { level: "error", fix: expect.stringContaining("secret") as string },
  ]);
  expect(await check({ mspId: "another" })).toMatchObject([
    { title: "Apple refuses the token of provider another (403)" },
  ]);
  expect(await check({ businessId: "another" })).toMatchObject([
    { title: "Apple does not know business another (404)" },
  ]);
  expect(await check({ apiUrl: "http://127.0.0.1:9" })).toMatchObject([{ level: "error" }]);
  expect(platform.calls.every((call) => call === "GET /v1/preUpload")).toBe(true);
});

test("at the desk it is gated with the reason, and nobody chooses where tokens are sent", () => {
  expect(appleMessagesKind.availability).toMatchObject({
    status: "gated",
    reason: expect.stringContaining("provider") as string,
  });
  expect(Object.keys(appleMessagesKind.options.properties)).not.toContain("apiUrl");
  const made = appleMessagesKind.create({ id: "apple-2", path: "/apple-2", ...account });
  expect([made.id, made.path, made.account, made.problems?.()]).toEqual([
    "apple-2",
    "/apple-2",
    `business ${businessId}`,
    [],
  ]);
});

test("a delivery has the same id in every attempt, and another one than all others", () => {
  expect(messageIdOf("c/1.0")).toBe(messageIdOf("c/1.0"));
  expect(messageIdOf("c/1.0")).not.toBe(messageIdOf("c/1.1"));
  expect(messageIdOf("c/1.0")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("an answer of the gateway is read up to its bound, and no further", async () => {
  expect(await readAnswer(Response.json({ a: 1 }), 100)).toEqual({ a: 1 });
  await expect(readAnswer(Response.json({ a: "x".repeat(100) }), 100)).rejects.toMatchObject({ code: "too_large" });
  await expect(readAnswer(new Response("<html>"), 100)).rejects.toMatchObject({ code: "no_json" });
});
