import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { espeakTextToSpeech, sherpaSpeechToText, sherpaTextToSpeech, type Sherpa } from "@causerie/server";
import { AuthorError } from "@causerie/server/app/errors.ts";
import { readWav } from "@causerie/server/speech/wav.ts";
import { expect, test } from "vitest";
import { humOf, webmNote } from "#support/speech/sounds.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const { signal } = new AbortController();
const isInstalled = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;
/** Debian's package `espeak-ng`. */
const hasEspeak = isInstalled("espeak-ng");

test.skipIf(!hasEspeak)("espeak-ng reads words in their language, as a file whose length is right", async () => {
  const speak = espeakTextToSpeech({ speed: 200 });
  const lengths: number[] = [];
  for (const [text, locale] of [
    ["Bonjour le monde", "fr-FR"],
    ["--version", "en-US"],
    ["Guten Tag", "de"],
  ] as const) {
    const sound = await speak({ text, locale, signal });
    expect(sound?.mediaType).toBe("audio/wav");
    const { bytes = new Uint8Array() } = sound ?? {};
    const read = readWav(bytes);
    expect(new DataView(bytes.buffer).getUint32(4, true)).toBe(bytes.length - 8);
    expect(read?.sampleRate).toBe(22_050);
    expect(read?.samples.some((sample) => Math.abs(sample) > 0.05)).toBe(true);
    lengths.push(Math.round(((read?.samples.length ?? 0) / 22_050) * 10));
  }
  for (const length of lengths) expect(length).toBeGreaterThan(3);
});

test.skipIf(!hasEspeak)("espeak-ng has no voice for an unknown language, and gets no options by one", async () => {
  const speak = espeakTextToSpeech();
  await expect(speak({ text: "x", locale: "xx", signal })).rejects.toThrow(AuthorError);
  expect(await speak({ text: "x", locale: "--help", signal })).toBeUndefined();
});

test("a program that is not installed is named with what to do, and one that fails without its words", async () => {
  const missing = espeakTextToSpeech({ program: "espeak-of-nowhere" });
  await expect(missing({ text: "x", locale: "en", signal })).rejects.toThrow(
    "the program espeak-of-nowhere cannot be run: install espeak-ng (Debian: apt-get install espeak-ng), or leave textToSpeech out",
  );
  const failing = espeakTextToSpeech({ program: "false" });
  await expect(failing({ text: "x", locale: "en", signal })).rejects.toThrow("the program false failed with status 1");
  expect(() => espeakTextToSpeech({ speed: 5 })).toThrow("espeak-ng: speed must be");
});

test("a program ends when nobody waits for it any more", async () => {
  const program = scriptOf("sleep 60");
  const gone = new AbortController();
  const speaking = espeakTextToSpeech({ program })({ text: "x", locale: "en", signal: gone.signal });
  gone.abort(new Error("gone"));
  await expect(speaking).rejects.toThrow("The operation was aborted");
});

/** A model that says how it was made and what it was given. */
function modelOf(given: object[]): Sherpa {
  return {
    OfflineRecognizer: {
      createAsync: async (config) => {
        given.push(config);
        return {
          createStream: () => ({
            acceptWaveform: ({ samples, sampleRate }) =>
              void given.push({ length: samples.length, sampleRate, first: samples[1] }),
          }),
          decodeAsync: async () => ({ text: " how much is it? " }),
        };
      },
    },
    OfflineTts: {
      createAsync: async (config) => {
        given.push(config);
        return {
          generateAsync: async (request) => {
            given.push(request);
            return { samples: Float32Array.from([0, 0.5, -2]), sampleRate: 22_050 };
          },
        };
      },
    },
  };
}

test("sherpa-onnx is given the samples of a note, and its model is made once, at the first one", async () => {
  const given: object[] = [];
  const recognizer = { modelConfig: { tokens: "tokens.txt" } };
  const hear = sherpaSpeechToText({ recognizer, load: async () => modelOf(given) });
  expect(given).toEqual([]);
  const bytes = humOf(100, 8_000);
  const words = await Promise.all(
    [1, 2].map(async () => hear({ bytes, mediaType: "audio/wav", locale: "en", signal })),
  );
  expect(words).toEqual(["how much is it?", "how much is it?"]);
  const sound = { length: 800, sampleRate: 8_000, first: expect.closeTo(Math.sin(0.1) / 2, 3) };
  expect(given).toEqual([recognizer, sound, sound]);
});

test("what is no WAV is decoded by a program, which may open nothing else", async () => {
  const given: object[] = [];
  const folder = temporaryFolder();
  // Writes what it was given beside itself, and two samples.
  const decoder = scriptOf(`echo "$@" > ${folder}/args; cat > ${folder}/input; printf '\\0\\0\\200\\77\\0\\0\\0\\0'`);
  const hear = sherpaSpeechToText({ recognizer: {}, decoder, load: async () => modelOf(given) });
  expect(await hear({ bytes: webmNote, mediaType: "audio/webm", locale: "en", signal })).toBe("how much is it?");
  expect(given.at(-1)).toEqual({ length: 2, sampleRate: 16_000, first: 0 });
  expect(readFileSync(join(folder, "input")).equals(webmNote)).toBe(true);
  expect(readFileSync(join(folder, "args"), "utf8")).toContain("-protocol_whitelist pipe -i pipe:0");
});

test("sherpa-onnx reads words of its languages alone, with the voice that was chosen", async () => {
  const given: object[] = [];
  const tts = { model: { vits: {} } };
  const speak = sherpaTextToSpeech({
    tts,
    languages: ["fr"],
    speaker: 3,
    speed: 1.2,
    load: async () => modelOf(given),
  });
  expect(await speak({ text: "Hello", locale: "en", signal })).toBeUndefined();
  const sound = await speak({ text: "Bonjour", locale: "fr-CA", signal });
  expect(given).toEqual([tts, { text: "Bonjour", sid: 3, speed: 1.2 }]);
  const { samples = [], sampleRate } = readWav(sound?.bytes ?? new Uint8Array()) ?? {};
  expect([...samples].map((sample) => Math.round(sample * 10) / 10)).toEqual([0, 0.5, -1]);
  expect(sampleRate).toBe(22_050);
});

test("the package itself says no to a model that is not there, and the next call tries again", async () => {
  const missing = { modelConfig: { whisper: { encoder: "/none/e", decoder: "/none/d" }, tokens: "/none/t" } };
  const hear = sherpaSpeechToText({ recognizer: missing });
  for (const _ of [1, 2])
    await expect(hear({ bytes: humOf(50), mediaType: "audio/wav", locale: "en", signal })).rejects.toThrow(
      "sherpa-onnx did not take the model: look at `recognizer`",
    );
  const speak = sherpaTextToSpeech({ tts: { model: { vits: { model: "/none/m", tokens: "/none/t" } } } });
  await expect(speak({ text: "x", locale: "en", signal })).rejects.toThrow("look at `tts`");
});

/** A program of the shell's. */
function scriptOf(commands: string): string {
  const file = join(temporaryFolder(), "program");
  writeFileSync(file, `#!/bin/sh\n${commands}\n`);
  chmodSync(file, 0o700);
  return file;
}
