import { audio, createBot, httpSpeechToText, httpTextToSpeech, story, web } from "@causerie/server";
import { UnderstandingError } from "@causerie/server/understanding/remote/understanding-error.ts";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { FakeSpeechService, serviceKey, type SpeechFault } from "#support/speech/fake-speech-service.ts";
import { humOf, webmNote } from "#support/speech/sounds.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { UploadClient } from "#support/web/upload-client.ts";

const credentials = serviceKey;
const { signal } = new AbortController();

test("a recording of the widget is understood by the words that the service has found, and an answer is read aloud", async () => {
  await using service = await FakeSpeechService.start();
  const { url } = service;
  const fares = story("fares", { keywords: ["how much"] }).handle(async function* (turn) {
    const words = "A ticket is **5 euros**.";
    yield words;
    const sound = await turn.readAloud(words);
    if (sound !== undefined) yield audio(sound, { alt: words });
  });
  const bot = createBot({
    stories: [fares],
    fallback: () => "Sorry?",
    speechToText: httpSpeechToText({ url, model: "whisper-1", credentials }),
    textToSpeech: httpTextToSpeech({
      url: `${url}/`,
      model: "tts-1",
      voice: { en: "alloy" },
      credentials: () => credentials,
    }),
  });
  const connectors = [web({ origins: [], uploads: { accept: ["audio/webm"] } })];
  await using server = await startTestServer({ bot, connectors });
  const ada = new UploadClient(await RestClient.start(`${server.url}/web`));
  const id = await ada.upload("recording", webmNote, { name: "voice-note.webm", mediaType: "audio/webm" });
  await ada.send("m1", [{ uploadId: id }]);
  await server.idle();
  const { body } = await ada.client.snapshot();
  expect(textsOf(body.events)[0]).toBe("A ticket is **5 euros**.");
  const sent = JSON.stringify(body.events);
  expect(sent).toContain('"kind":"audio"');
  expect(sent).toContain("speech.mp3");
  expect(service.calls).toEqual([
    { name: "voice.webm", type: "audio/webm", bytes: webmNote.length, language: "en" },
    { input: "A ticket is 5 euros.", voice: "alloy", format: "mp3" },
  ]);
});

test("each type of file has the name by which services know it, and a service may find the language by itself", async () => {
  await using service = await FakeSpeechService.start();
  const hear = httpSpeechToText({ url: service.url, model: "whisper-1", credentials, language: "any" });
  const types = [
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg; codecs=opus",
    "audio/wav",
    "video/webm",
    "audio/flac",
    "audio/x-wav",
  ];
  for (const mediaType of types)
    expect(await hear({ bytes: humOf(20), mediaType, locale: "fr-CA", signal })).toBe("how much is it?");
  const names = ["voice.mp3", "voice.m4a", "voice.ogg", "voice.wav", "voice.webm", "voice.flac", "voice.wav"];
  expect(service.calls.map(({ name }) => name)).toEqual(names);
  expect(service.calls.every((call) => !("language" in call))).toBe(true);
});

test("words in a language for which there is no voice are not read", async () => {
  await using service = await FakeSpeechService.start();
  const options = { url: service.url, model: "tts-1", credentials, format: "wav" } as const;
  const speak = httpTextToSpeech({ ...options, voice: { fr: "nova", "en-GB": "fable" } });
  const spoken = async (locale: string) => (await speak({ text: "5", locale, signal }))?.mediaType;
  expect([await spoken("fr-CA"), await spoken("en-GB"), await spoken("en"), await spoken("de")]).toEqual([
    "audio/wav",
    "audio/wav",
    undefined,
    undefined,
  ]);
  expect(service.calls.map(({ voice }) => voice)).toEqual(["nova", "fable"]);
});

test.each<[how: string, fault: SpeechFault]>([
  ["refuses the key", { status: 401 }],
  ["redirects", "again"],
  ["is broken", { status: 503 }],
  ["cuts the connection", "cut"],
  ["answers no JSON", { body: "<html>" }],
  ["answers other JSON", { body: '{"words":"secret"}' }],
])("a service that %s makes an error without the words, the key or the address", async (_how, fault) => {
  await using service = await FakeSpeechService.start();
  const hear = httpSpeechToText({ url: service.url, model: "whisper-1", credentials });
  const speak = httpTextToSpeech({ url: service.url, model: "tts-1", voice: "alloy", credentials });
  service.failNext(fault, fault);
  const failures = await Promise.all([
    Promise.resolve(hear({ bytes: humOf(20), mediaType: "audio/wav", locale: "en", signal })).catch(
      (error: unknown) => error,
    ),
    Promise.resolve(speak({ text: "my card", locale: "en", signal })).catch((error: unknown) => error),
  ]);
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(UnderstandingError);
    expect((failure as Error).message).not.toMatch(/secret|card|sk-|127/);
  }
});

test("while the service is away the bot answers in words, and the log says which service it is", async () => {
  await using service = await FakeSpeechService.start();
  const { logger, lines, printed } = collectLogLines("info");
  const hello = story("hello", { keywords: ["hello"] }).handle(async (turn) => {
    const sound = await turn.readAloud("my card is 4111");
    return sound === undefined ? "in words" : "as a sound";
  });
  const bot = createBot({
    stories: [hello],
    fallback: () => "Sorry?",
    textToSpeech: httpTextToSpeech({ url: service.url, model: "tts-1", voice: "alloy", credentials }),
  });
  await using server = await startTestServer({ bot, connectors: [web({ origins: [] })] }, { logger });
  const ada = await RestClient.start(`${server.url}/web`);
  service.failNext({ status: 500 });
  for (const id of ["m1", "m2"]) {
    await ada.send(id, "hello");
    await server.idle();
  }
  expect(textsOf((await ada.snapshot()).body.events)).toEqual(["in words", "as a sound"]);
  expect(lines.filter((line) => line["service"] === "textToSpeech")).toHaveLength(1);
  expect(printed()).not.toContain("4111");
});

test("wrong options are named at the start", () => {
  expect(() => httpSpeechToText({ url: "whisper", model: " " })).toThrow(
    'speech to text: url must be an http(s) address such as "https://nlp.example", without credentials or query\nspeech to text: model must be the name of a model at the service',
  );
  expect(() => httpTextToSpeech({ url: "http://a.example?key=1", model: "m", voice: "v" })).toThrow(
    "text to speech: url",
  );
  const textToSpeech = "alloy" as never;
  expect(() => createBot({ stories: [], fallback: () => "?", textToSpeech })).toThrow(
    "textToSpeech must be a function",
  );
});
