import { alloMedia } from "@causerie/server";
import { afterAll, expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { createCallBot } from "#support/telephone/call-bot.ts";
import { FakeAlloMedia, password, user } from "#support/telephone/fake-allo-media.ts";
import { startVoiceServer } from "#support/voice/start-voice-server.ts";

const { logger, printed } = collectLogLines("debug");
const world = await startVoiceServer(
  { bot: createCallBot(), connector: alloMedia({ user, password, locale: "en-GB" }) },
  { logger },
);
const platform = new FakeAlloMedia(`${world.server.url}/allo-media`);
afterAll(async () => await world[Symbol.asyncDispose]());

test("a caller is greeted, says something, and the call ends when the story says so", async () => {
  expect(await platform.call("s1", {})).toEqual({
    sessionId: "s1",
    outputText: { textToSpeech: "Hello & welcome <here>.\nYou can say: Fares or Agent." },
  });
  expect(await platform.call("s1", { text: "the first one" })).toEqual({
    sessionId: "s1",
    outputText: { textToSpeech: "Ten euros." },
  });
  expect(await platform.call("s1", { text: "bye" })).toEqual({
    sessionId: "s1",
    outputText: { textToSpeech: "Good bye." },
    conversationEnd: true,
  });
});

test("an intent that the platform has found leads to its story, and one that no story has counts for nothing", async () => {
  const said = async (more: object): Promise<string> => (await platform.call("s2", more)).outputText.textToSpeech;
  expect(await said({ text: "how much is it", intent: "ask_fares" })).toBe("Ten euros.");
  expect(await said({ intent: "ask_fares" })).toBe("Ten euros.");
  expect(await said({ text: "fares", intent: "tock_unknown" })).toBe("Ten euros.");
  expect(await said({ text: "umbrella", intent: " " })).toBe("?umbrella");
});

test("the language that a request names holds for the call", async () => {
  const first = await platform.call("s3", { locale: "fr_FR" });
  expect(first.outputText.textToSpeech).toBe("Bonjour !\nVous pouvez dire : Fares ou Agent.");
  expect((await platform.call("s3", { text: "tarifs" })).outputText.textToSpeech).toBe("Dix euros.");
  const again = await platform.call("s3", { text: "hello" });
  expect(again.outputText.textToSpeech).toBe("Bonjour !\nVous pouvez dire : Fares ou Agent.");
});

test.each<[what: string, status: number, request: Parameters<FakeAlloMedia["post"]>[0]]>([
  ["without a password", 401, { authorization: undefined }],
  ["with another password", 401, { authorization: `Basic ${btoa(`${user}:guessed`)}` }],
  ["of another kind", 400, { contentType: "text/plain" }],
  ["without a session", 400, { body: "{}" }],
  ["that is no JSON", 400, { body: "{" }],
  ["to another address", 404, { path: "/calls" }],
])("a request %s is answered %i", async (_what, status, request) => {
  expect((await platform.post(request)).status).toBe(status);
});

test("neither words nor the caller's token nor the password is in the log", async () => {
  await platform.call("s4", { text: "my card is 4111-1111" });
  await world.server.idle();
  for (const secret of ["4111", "caller-access-token", password])
    expect(printed().includes(secret), `${secret} is in the log`).toBe(false);
});
