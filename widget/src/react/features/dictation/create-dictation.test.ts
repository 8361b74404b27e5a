import { describe, expect, test } from "vitest";
import { createDictation } from "./create-dictation.ts";
import { findRecognition, type Recognition } from "./recognition.ts";

/** A browser's recognition that receives what the test says. */
function recognition() {
  const own: Recognition & { calls: string[] } = {
    calls: [],
    lang: "",
    continuous: false,
    interimResults: false,
    onresult: null,
    onerror: null,
    onend: null,
    start: () => void own.calls.push("start"),
    stop: () => void own.calls.push("stop"),
    abort: () => void own.calls.push("abort"),
  };
  const receive = (...parts: [text: string, isFinal: boolean][]): void =>
    own.onresult?.({ results: parts.map(([transcript, isFinal]) => ({ isFinal, 0: { transcript } })) });
  return { own, receive, fail: (error: string) => own.onerror?.({ error }), end: () => own.onend?.() };
}

function start(text = "", sends = false) {
  const made: ReturnType<typeof recognition>[] = [];
  const dictation = createDictation(() => {
    const next = recognition();
    made.push(next);
    return next.own;
  });
  const field = { text, sent: 0 };
  const access = {
    read: () => field.text,
    write: (words: string) => void (field.text = words),
    send: sends ? () => void (field.sent += 1) : undefined,
  };
  return { dictation, field, made, begin: (agreed = true) => dictation.start(access, "fr-FR", agreed) };
}

describe("dictation", () => {
  test("listens in the chat's language once the visitor has read who may hear it, and not before", () => {
    const { dictation, made, begin } = start();
    begin(false);
    expect(dictation.get()).toEqual({ type: "notice" });
    expect(made).toHaveLength(0);
    begin();
    expect(dictation.get()).toEqual({ type: "listening" });
    expect(made[0]?.own).toMatchObject({ lang: "fr-FR", continuous: true, interimResults: true, calls: ["start"] });
  });

  test("writes what is said while it is said, after what was there, and sends nothing by itself", () => {
    const { dictation, field, made, begin } = start("Bonjour,");
    begin();
    made[0]?.receive(["je", false]);
    expect(field.text).toBe("Bonjour, je");
    made[0]?.receive(["je voudrais ", true], [" un billet", false]);
    expect(field.text).toBe("Bonjour, je voudrais un billet");
    made[0]?.receive(["je voudrais ", true], [" un billet.", true]);
    made[0]?.end();
    expect(dictation.get()).toEqual({ type: "off" });
    expect(field).toEqual({ text: "Bonjour, je voudrais un billet.", sent: 0 });
  });

  test("sends at its end where the page has configured it, and only if something was said", () => {
    const { field, made, begin } = start("", true);
    begin();
    made[0]?.end();
    expect(field.sent).toBe(0);
    begin();
    made[1]?.receive(["hello", true]);
    made[1]?.end();
    expect(field.sent).toBe(1);
  });

  test("writes nothing more once the text was sent, whatever the browser still hears", () => {
    const { dictation, field, made, begin } = start();
    begin();
    made[0]?.receive(["hello", false]);
    field.text = "";
    dictation.cancel();
    made[0]?.receive(["hello world", true]);
    made[0]?.fail("aborted");
    made[0]?.end();
    expect(field.text).toBe("");
    expect(made[0]?.own.calls).toEqual(["start", "abort"]);
    expect(dictation.get()).toEqual({ type: "off" });
  });

  test.each([
    ["not-allowed", "denied"],
    ["service-not-allowed", "denied"],
    ["audio-capture", "noMicrophone"],
    ["network", "offline"],
    ["language-not-supported", "language"],
    ["no-speech", "silent"],
    ["bad-grammar", "failed"],
  ])("says what went wrong: %s is %s", (error, why) => {
    const { dictation, made, begin } = start();
    begin();
    made[0]?.fail(error);
    made[0]?.end();
    expect(dictation.get()).toEqual({ type: "failed", why });
  });

  test("ends as usual by silence after words", () => {
    const { dictation, made, begin } = start();
    begin();
    made[0]?.receive(["hello", true]);
    made[0]?.fail("no-speech");
    made[0]?.end();
    expect(dictation.get()).toEqual({ type: "off" });
  });

  test("is there where the browser has it, under either name, and nowhere else", () => {
    class Known {
      readonly isKnown = true;
    }
    expect(findRecognition({})).toBeUndefined();
    expect(findRecognition({ SpeechRecognition: "no" })).toBeUndefined();
    expect(findRecognition({ webkitSpeechRecognition: Known })?.()).toBeInstanceOf(Known);
    expect(findRecognition({ SpeechRecognition: Known })?.()).toBeInstanceOf(Known);
  });
});
