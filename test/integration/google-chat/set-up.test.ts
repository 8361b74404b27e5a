import { googleChat } from "@causerie/server";
import { googleChatKind } from "@causerie/server/connectors/google-chat/kind/google-chat-kind.ts";
import { expect, test } from "vitest";
import { projectNumber } from "#support/google-chat/events.ts";
import { FakeGoogleChat, keyFile } from "#support/google-chat/fake-google-chat.ts";

const publicUrl = "https://bot.example";

test("what is wrong with the options is named, without their values", async () => {
  const problemsOf = (options: object): string[] =>
    googleChat(options as Parameters<typeof googleChat>[0]).problems?.() ?? [];
  const serviceAccountKey = await keyFile();
  expect(problemsOf({ projectNumber, serviceAccountKey })).toEqual([]);
  expect(problemsOf({ projectNumber: undefined, serviceAccountKey: undefined })).toEqual([
    "projectNumber is missing: the number of the Google Cloud project, digits only.",
    "serviceAccountKey is missing: the whole text of the JSON key file of a service account.",
  ]);
  const wrong = {
    projectNumber: "my-project",
    serviceAccountKey: '{"client_email":"bot@a.example","private_key":"secret"}',
    endpointUrl: "http://bot.example/google-chat",
    locale: "?",
    path: "google-chat",
    apiUrl: "https://chat.googleapis.com/",
    tokenUrl: "http://token.example",
    keysUrl: "ftp://keys.example",
  };
  const problems = problemsOf(wrong);
  expect(problems.map((problem) => problem.split(" ")[0] ?? "").toSorted()).toEqual(Object.keys(wrong).toSorted());
  for (const value of Object.values(wrong)) expect(problems.join("\n")).not.toContain(` ${value} `);
});

test("the steps hold the endpoint, and the audience that it is proved by", async () => {
  const serviceAccountKey = await keyFile();
  const stepsOf = (more: object) =>
    googleChat({ projectNumber, serviceAccountKey, ...more }).setup?.(`${publicUrl}/`) ?? [];
  expect(stepsOf({}).map(({ copy }) => copy)).toContain("https://bot.example/google-chat");
  expect(JSON.stringify(stepsOf({}))).not.toContain("PRIVATE KEY");
  expect(JSON.stringify(stepsOf({}))).toContain("the project number as its authentication audience");
  expect(JSON.stringify(stepsOf({ endpointUrl: `${publicUrl}/google-chat` }))).toContain("it must be this one exactly");
});

test("the check asks Google for its keys and for the app's spaces, and says what to do", async () => {
  await using platform = await FakeGoogleChat.start();
  const check = async (options: object, live = true) =>
    (await googleChat({ ...platform.options, ...options }).check?.({ live, publicUrl, fetch })) ?? [];
  expect(await check({}, false)).toEqual([{ level: "ok", title: "Google can be given an https address" }]);
  expect((await check({})).map(({ level }) => level)).toEqual(["ok", "ok", "ok"]);
  expect(await check({ endpointUrl: "https://bot.example/chat" }, false)).toMatchObject([{ level: "warning" }]);
  platform.failNext({ status: 403, state: "PERMISSION_DENIED", reason: "SERVICE_DISABLED" });
  expect((await check({})).at(-1)).toMatchObject({ title: "Google does not let the app write (SERVICE_DISABLED)" });
  platform.knowsAccount = false;
  const refused = await check({});
  expect(refused.at(-1)).toMatchObject({
    level: "error",
    title: "Google refuses the service account (invalid_grant)",
  });
  expect(JSON.stringify(refused)).not.toContain("eyJ");
  const nowhere = "http://127.0.0.1:9";
  expect(await check({ keysUrl: `${nowhere}/keys`, tokenUrl: `${nowhere}/token` })).toMatchObject([
    { level: "ok" },
    { title: "Google's keys cannot be fetched" },
    { title: "Google cannot be reached" },
  ]);
});

test("the desk's form asks for what a connector needs, and neither where secrets are sent nor who is believed", async () => {
  expect(Object.keys(googleChatKind.options.properties)).toEqual([
    "id",
    "path",
    "projectNumber",
    "serviceAccountKey",
    "endpointUrl",
    "locale",
    "maxAgeMinutes",
  ]);
  const serviceAccountKey = await keyFile();
  const made = googleChatKind.create({ id: "chat-2", path: "/chat-2", projectNumber, serviceAccountKey });
  expect([made.id, made.path, made.problems?.()]).toEqual(["chat-2", "/chat-2", []]);
});
