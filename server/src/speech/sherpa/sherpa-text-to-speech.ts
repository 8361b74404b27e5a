import type { TextToSpeech } from "#bot/authoring/text-to-speech.ts";
import { writeWav } from "#speech/wav.ts";
import { loadSherpa, onceMade, oneAtATime, type Sherpa } from "./load-sherpa.ts";

/** The model of sherpa-onnx that reads aloud, and how. */
export type SherpaTextToSpeechOptions = {
  /** The configuration of an `OfflineTts` of sherpa-onnx, as its manual has it for the model that you have downloaded. */
  tts: object;
  /** The languages that the model speaks, e.g. `["fr"]`. Words in others are not read. Default: all are. */
  languages?: readonly string[];
  /** Of a model with several voices. Default 0. */
  speaker?: number;
  /** Default 1. */
  speed?: number;
  /** Gives the package. Default: `sherpa-onnx-node`, loaded at the first words. */
  load?: () => Promise<Sherpa>;
};

/**
 * Reads words aloud on this machine, by sherpa-onnx and a model that the operator brings. Its calls throw AuthorError.
 * @example
 * createBot({ stories, fallback, textToSpeech: sherpaTextToSpeech({ tts: { model: { vits } }, languages: ["fr"] }) })
 */
export function sherpaTextToSpeech({
  tts: config,
  languages,
  speaker = 0,
  speed = 1,
  load = loadSherpa,
}: SherpaTextToSpeechOptions): TextToSpeech {
  const tts = onceMade(async () => (await load()).OfflineTts.createAsync(config), "`tts`");
  const inTurn = oneAtATime();
  return async ({ text, locale, signal }) => {
    if (languages !== undefined && !languages.includes(locale.split("-", 1)[0] ?? locale)) return undefined;
    const made = await tts();
    const sound = await inTurn(async () => {
      signal.throwIfAborted();
      return await made.generateAsync({ text, sid: speaker, speed });
    });
    return sound.samples.length === 0 ? undefined : { bytes: writeWav(sound), mediaType: "audio/wav" };
  };
}
