import type { TextToSpeech } from "#bot/authoring/text-to-speech.ts";
import { readSecret } from "#understanding/remote/credentials.ts";
import { post } from "#understanding/remote/post.ts";
import { serviceUrl } from "#understanding/remote/remote-options.ts";
import { UnderstandingError } from "#understanding/remote/understanding-error.ts";
import { checkService, type SpeechServiceOptions } from "./options.ts";
import { voiceFor, type Voices } from "#speech/voices.ts";

/** The service that reads aloud, by which voice, and the form of its sounds. */
export type HttpTextToSpeechOptions = SpeechServiceOptions & {
  /** The name of a voice at the service, or one for each language: `{ en: "alloy", fr: "nova" }`. */
  voice: Voices;
  /** How the file is coded. `mp3` is played everywhere. Default `mp3`. */
  format?: keyof typeof formats;
};

const name = "text to speech";
/** Some minutes, also without compression. */
const maxBytes = 50_000_000;

const formats = {
  mp3: "audio/mpeg",
  opus: "audio/ogg",
  aac: "audio/aac",
  flac: "audio/flac",
  wav: "audio/wav",
} as const;

/**
 * Makes sounds of words by a service that speaks OpenAI's `POST /v1/audio/speech`. Redirects are not followed.
 * @throws ConfigError for wrong options; its calls throw UnderstandingError
 * @example
 * createBot({ stories, fallback, textToSpeech: httpTextToSpeech({ url: "http://speech:8000", model: "tts-1", voice: "alloy" }) })
 */
export function httpTextToSpeech(options: HttpTextToSpeechOptions): TextToSpeech {
  checkService(name, options);
  const { url, model, credentials, voice: voices, format = "mp3" } = options;
  const endpoint = serviceUrl(url, "/v1/audio/speech");
  return async ({ text, locale, signal }) => {
    const voice = voiceFor(voices, locale);
    if (voice === undefined) return undefined;
    const authorization = credentials === undefined ? undefined : `Bearer ${await readSecret(name, credentials)}`;
    const body = JSON.stringify({ model, input: text, voice, response_format: format });
    const headers = { "content-type": "application/json" };
    const request = { service: name, url: endpoint, authorization, headers, body, maxBytes, signal };
    const { bytes, mediaType } = await post(request);
    if (bytes.length === 0 || /^(?:text\/|application\/json)/.test(mediaType))
      throw new UnderstandingError(name, "garbage", "answered without a sound");
    return { bytes, mediaType: formats[format] };
  };
}
