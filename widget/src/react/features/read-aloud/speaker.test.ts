import { describe, expect, test } from "vitest";
import { createSpeaker, voiceFor } from "./speaker.ts";
import { splitSentences } from "./split-sentences.ts";

type Utterance = { text: string; lang: string; voice?: { name: string }; onend?: () => void; onerror?: () => void };

function start(voices: object[] = []) {
  const spoken: Utterance[] = [];
  let cancelled = 0;
  const speaker = createSpeaker(
    {
      speak: (utterance) => void spoken.push(utterance as unknown as Utterance),
      cancel: () => void (cancelled += 1),
      getVoices: () => voices as SpeechSynthesisVoice[],
    },
    (text) => ({ text, lang: "" }) as unknown as SpeechSynthesisUtterance,
  );
  return { speaker, spoken, cancelled: () => cancelled };
}

describe("reading aloud", () => {
  test("goes sentence by sentence, in the message's language, and says which message it reads", () => {
    const { speaker, spoken } = start();
    speaker.read("m1", "Le train part. Il arrive à 10 h.", "fr-FR");
    expect(spoken.map(({ text, lang }) => [text, lang])).toEqual([["Le train part.", "fr-FR"]]);
    expect(speaker.get()).toEqual({ key: "m1" });
    spoken[0]?.onend?.();
    expect(spoken[1]?.text).toBe("Il arrive à 10 h.");
    spoken[1]?.onend?.();
    expect(speaker.get()).toEqual({ key: undefined });
  });

  test("of another message ends the first, whose late end changes nothing", () => {
    const { speaker, spoken } = start();
    speaker.read("m1", "One. Two.", "en");
    speaker.read("m2", "Three.", "en");
    spoken[0]?.onend?.();
    expect(spoken.map(({ text }) => text)).toEqual(["One.", "Three."]);
    expect(speaker.get()).toEqual({ key: "m2" });
  });

  test("of answers that come while one is read waits for its end", () => {
    const { speaker, spoken } = start();
    speaker.queue("m1", "One.", "en");
    speaker.queue("m2", "Two.", "de");
    expect(spoken).toHaveLength(1);
    spoken[0]?.onend?.();
    expect(speaker.get()).toEqual({ key: "m2" });
    expect(spoken[1]).toMatchObject({ text: "Two.", lang: "de" });
  });

  test("stops at once, and an error of the voice goes on with the next sentence", () => {
    const { speaker, spoken, cancelled } = start();
    speaker.read("m1", "One. Two. Three.", "en");
    spoken[0]?.onerror?.();
    expect(spoken[1]?.text).toBe("Two.");
    const before = cancelled();
    speaker.stop();
    expect(cancelled()).toBe(before + 1);
    spoken[1]?.onend?.();
    expect(spoken).toHaveLength(2);
    expect(speaker.get()).toEqual({ key: undefined });
  });

  test("of nothing but marks says nothing", () => {
    const { speaker, spoken } = start();
    speaker.read("m1", "— … 🙂", "en");
    expect([spoken, speaker.get()]).toEqual([[], { key: undefined }]);
  });

  test("takes a voice of the language, one on the device before one in the network, and then the region", () => {
    const voices = [
      { name: "network", lang: "en-US", localService: false },
      { name: "us", lang: "en_US", localService: true },
      { name: "gb", lang: "en-GB", localService: false },
      { name: "de", lang: "de-DE", localService: true, default: true },
    ] as SpeechSynthesisVoice[];
    expect(voiceFor(voices, "en-GB")?.name).toBe("us");
    expect(voiceFor(voices.slice(2), "en-GB")?.name).toBe("gb");
    expect(voiceFor(voices, "en-US")?.name).toBe("us");
    expect(voiceFor(voices, "en-AU")?.name).toBe("us");
    expect(voiceFor(voices, "de")?.name).toBe("de");
    expect(voiceFor(voices, "fr")).toBeUndefined();
  });

  test("reads every word, in parts that a voice reads in one go", () => {
    for (const locale of ["en", "ja", "ar"])
      for (let length = 1; length < 90; length += 8) {
        const words = Array.from({ length }, (_, index) => `word${"x".repeat((index * 7) % 11)}`);
        const parts = splitSentences(`${words.join(" ")}.`, locale);
        expect(parts.join(" ").split(" ")).toEqual(`${words.join(" ")}.`.split(" "));
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(200);
      }
  });
});
