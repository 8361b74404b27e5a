import { alloMedia, jambonz, twilioVoice } from "@causerie/server";
import type { ConnectorDefinition } from "@causerie/server/connector";
import { readCall as readJambonz } from "@causerie/server/connectors/jambonz/read-call.ts";
import { jambonzKind } from "@causerie/server/connectors/jambonz/kind/jambonz-kind.ts";
import { alloMediaKind } from "@causerie/server/connectors/allo-media/kind/allo-media-kind.ts";
import { twilioVoiceKind } from "@causerie/server/connectors/twilio-voice/kind/twilio-voice-kind.ts";
import { readCall as readTwilio } from "@causerie/server/connectors/twilio-voice/read-call.ts";
import { addressesOf, isSigned } from "@causerie/server/connectors/twilio-voice/signature.ts";
import { sayTurn } from "@causerie/server/channel/kit/speech/say-turn.ts";
import { escapeXml } from "@causerie/server/channel/kit/speech/escape-xml.ts";
import { toTwiml } from "@causerie/server/connectors/twilio-voice/twiml.ts";
import { simulate } from "@causerie/server/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { messageWithContacts } from "#support/random/messages.ts";
import { createCallBot } from "#support/telephone/call-bot.ts";
import { complaintsOf } from "#support/telephone/fake-twilio.ts";

const publicUrl = "https://bot.example";
const authToken = "token-1";
const webhookSecret = "secret-1";
const account = { user: "causerie", password: "eight-letters" };
const problemsIn = (definition: ConnectorDefinition): string[] =>
  definition.problems?.().map((problem) => problem.split(" ")[0] ?? "") ?? [];

test("what is wrong with the options is named, without their values", () => {
  expect(problemsIn(twilioVoice({ authToken, voice: "Polly.Lea-Neural" }))).toEqual([]);
  expect(problemsIn(twilioVoice({ authToken: undefined }))).toEqual(["authToken"]);
  expect(problemsIn(twilioVoice({ authToken: ["a b"], deadlineMs: 15_000, locale: "?" }))).toEqual([
    "deadlineMs",
    "authToken[0]",
    "locale",
  ]);
  expect(problemsIn(jambonz({ webhookSecret: [webhookSecret, "secret-0"] }))).toEqual([]);
  expect(problemsIn(jambonz({ webhookSecret: "", path: "x" }))).toEqual(["path", "webhookSecret"]);
  expect(problemsIn(alloMedia(account))).toEqual([]);
  expect(problemsIn(alloMedia({ user: "a:b", password: "short" }))).toEqual(["user", "password"]);
});

test("the steps hold the addresses that are entered elsewhere", async () => {
  const copiesOf = (definition: ConnectorDefinition) => definition.setup?.(publicUrl).flatMap(({ copy }) => copy ?? []);
  expect(copiesOf(twilioVoice({ authToken }))).toEqual([
    "https://bot.example/twilio-voice",
    "https://bot.example/twilio-voice?status",
  ]);
  expect(copiesOf(jambonz({ webhookSecret }))).toEqual([
    "https://bot.example/jambonz",
    "https://bot.example/jambonz?status",
  ]);
  expect(copiesOf(alloMedia(account))).toEqual(["https://bot.example/allo-media/call"]);
  const levels = async (url: string) =>
    (await twilioVoice({ authToken }).check?.({ live: false, publicUrl: url, fetch }))?.map(({ level }) => level);
  expect([await levels(publicUrl), await levels("http://bot.example")]).toEqual([["ok"], ["warning"]]);
});

test("the desk offers them, and says that Allo-Media needs a contract", () => {
  expect(twilioVoiceKind.create({ id: "tel", path: "/tel", authToken }).problems?.()).toEqual([]);
  expect(jambonzKind.create({ id: "tel", path: "/tel", webhookSecret }).path).toBe("/tel");
  expect(alloMediaKind.create({ id: "tel", path: "/tel", ...account }).availability?.status).toBe("gated");
});

/** The example of Twilio's own documentation: its address, fields, token and signature. */
test("Twilio's signature is that of its documentation, with a port or without", () => {
  const fields = new URLSearchParams({
    CallSid: "CA1234567890ABCDE",
    Caller: "+14158675310",
    Digits: "1234",
    From: "+14158675310",
    To: "+18005551212",
  });
  const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
  expect(isSigned([url], fields, "GvWf1cFY/Q7PnoempGyD5oXAezc=", ["12345"])).toBe(true);
  expect(isSigned([url], fields, "GvWf1cFY/Q7PnoempGyD5oXAezc=", ["12346"])).toBe(false);
  expect(addressesOf(url)).toEqual([url, "https://mycompany.com:443/myapp.php?foo=1&bar=2"]);
  expect(addressesOf("https://a.example:8443/x")).toEqual(["https://a.example:8443/x", "https://a.example:8443/x"]);
});

test.each<[what: string, fields: Record<string, string>, query: string, type: string | undefined]>([
  ["a new call", { CallSid: "CA1" }, "", "begins"],
  ["words", { CallSid: "CA1", SpeechResult: "hi" }, "turn=2", "said"],
  ["a key", { CallSid: "CA1", Digits: "2" }, "turn=2", "said"],
  ["silence", { CallSid: "CA1", SpeechResult: "" }, "turn=2&silences=1", "silent"],
  ["the end", { CallSid: "CA1", CallStatus: "no-answer" }, "turn=2", "ended"],
  ["a state", { CallSid: "CA1", CallStatus: "ringing" }, "status=", undefined],
  ["no call", { From: "+1" }, "", undefined],
])("Twilio's %s", (_what, fields, query, type) => {
  expect(readTwilio(new URLSearchParams(fields), new URLSearchParams(query), "en")?.type).toBe(type);
});

test("a hundred thousand names in a forged request cost one look each", () => {
  const fields = new URLSearchParams(Array.from({ length: 100_000 }, (_, index) => [`f${index}`, ""]));
  const began = performance.now();
  expect(isSigned(["https://a.example/"], fields, `${"A".repeat(27)}=`, ["12345"])).toBe(false);
  // Squared it would be minutes.
  expect(performance.now() - began).toBeLessThan(20_000);
});

test("a story's own verbs go before the wait for an answer, in which Twilio takes words only", () => {
  const answer = {
    words: "Wait.",
    labels: [],
    verbs: ["<Record/>"],
    dial: undefined,
    hangsUp: false,
    next: { turn: 1, silences: 0 },
  };
  const xml = toTwiml(answer, { locale: "en", voice: undefined, action: "/x" });
  expect(xml).toMatch(/<Say[^>]*>Wait\.<\/Say><Record\/><Gather[^>]*\/>/);
});

test("a caller who withholds their number is the call", () => {
  const from = (number: string) =>
    readTwilio(new URLSearchParams({ CallSid: "CA1", From: number }), new URLSearchParams(), "en")?.caller;
  expect([from("+33612345678"), from("anonymous"), from("+266696687")]).toEqual(["+33612345678", undefined, undefined]);
});

test("what jambonz joins of several utterances is one text", () => {
  const body = {
    call_sid: "c1",
    reason: "speechDetected",
    speech: { transcripts: ["two", "to Lyon"].map((transcript) => ({ alternatives: [{ transcript }] })) },
  };
  const call = readJambonz(Buffer.from(JSON.stringify(body)), new URLSearchParams("turn=1"), "en");
  expect(call).toMatchObject({ type: "said", content: { type: "text", text: "two to Lyon" } });
  expect(readJambonz(Buffer.from("[]"), new URLSearchParams(), "en")).toBe("unreadable");
});

test("whatever a story says, Twilio takes the answer", () => {
  const length = (text: string): number => escapeXml(text).length;
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      const { words, question, labels } = sayTurn([message], { locale: "en", keys: true, max: 4_000, length });
      const answer = {
        words: `${words}\n${question}`,
        labels,
        verbs: [],
        dial: undefined,
        hangsUp: false,
        next: { turn: 1, silences: 0 },
      };
      const xml = toTwiml(answer, { locale: "en", voice: undefined, action: `${publicUrl}/x?turn=1&silences=2` });
      expect(complaintsOf(xml)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test("a bot's own tests try a call without a platform", async () => {
  const caller = simulate(createCallBot(), { channel: twilioVoice({ authToken }) });
  expect((await caller.say("hello")).losses).toEqual([]);
  expect((await caller.tap("Fares")).texts).toEqual(["Ten euros."]);
});
