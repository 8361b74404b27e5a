import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { TimeLimit } from "#async/time-limit.ts";
import { stripMarkdown } from "#channel/kit/markdown/strip-markdown.ts";
import type { BotHost } from "#bot/bot-host.ts";
import type { SpeechSound, TextToSpeech } from "#bot/authoring/text-to-speech.ts";
import type { Turn } from "./turn.ts";

/** Milliseconds that the function of the author may take. */
const speakingMs = 20_000;
/** UTF-16 units: some minutes. What is longer nobody listens to, and services refuse it. */
const mostWords = 4_000;

export type ReadAloudParts = {
  textToSpeech: TextToSpeech | undefined;
  keepFile: Turn["keepFile"];
  report: BotHost["report"];
  conversationId: string;
  locale: () => string;
  signal: AbortSignal;
};

/** {@link Turn.readAloud}. */
export function createReadAloud(parts: ReadAloudParts): Turn["readAloud"] {
  return async (words) => {
    const text = stripMarkdown(words).trim();
    if (text.length > mostWords) throw new RangeError(`what is read aloud has at most ${mostWords} characters`);
    if (parts.textToSpeech === undefined || text === "") return undefined;
    const sound = await tryToSpeak(parts.textToSpeech, text, parts);
    if (sound === undefined) return undefined;
    return await parts.keepFile(sound.bytes, { name: `speech.${extensionOf(sound)}`, mediaType: sound.mediaType });
  };
}

async function tryToSpeak(
  textToSpeech: TextToSpeech,
  text: string,
  { report, conversationId, locale, signal: parent }: ReadAloudParts,
): Promise<SpeechSound | undefined> {
  using limit = new TimeLimit({ ms: speakingMs, parent });
  const { signal } = limit;
  try {
    const speak = async (): Promise<SpeechSound | undefined> => textToSpeech({ text, locale: locale(), signal });
    const sound: unknown = await rejectOnAbort(speak(), signal);
    if (sound === undefined || isSound(sound)) return sound;
    throw new TypeError("textToSpeech must give { bytes, mediaType } of a sound, or undefined");
  } catch (error) {
    parent.throwIfAborted();
    report({ type: "misunderstood", conversationId, service: "textToSpeech", error });
    return undefined;
  }
}

function isSound(sound: unknown): sound is SpeechSound {
  if (typeof sound !== "object" || sound === null || !("bytes" in sound) || !("mediaType" in sound)) return false;
  const { bytes, mediaType } = sound;
  return bytes instanceof Uint8Array && typeof mediaType === "string" && /^audio\/[\w.+-]{1,60}$/.test(mediaType);
}

const extensions: Readonly<Record<string, string>> = { "audio/mpeg": "mp3", "audio/mp4": "m4a" };

function extensionOf({ mediaType }: SpeechSound): string {
  return extensions[mediaType] ?? mediaType.slice("audio/".length).replaceAll(/[^a-z0-9]/g, "");
}
