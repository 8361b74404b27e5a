import * as v from "valibot";
import type { SpeechToText } from "#bot/authoring/speech-to-text.ts";
import { mediaTypes } from "#channel/media-types.ts";
import { readSecret } from "#understanding/remote/credentials.ts";
import { post } from "#understanding/remote/post.ts";
import { parseResponse } from "#understanding/remote/post-json.ts";
import { readResponse } from "#understanding/remote/read-response.ts";
import { serviceUrl } from "#understanding/remote/remote-options.ts";
import { checkService, type SpeechServiceOptions } from "./options.ts";

/** The service that writes down what was said, and what it is told of the language. */
export type HttpSpeechToTextOptions = SpeechServiceOptions & {
  /**
   * `conversation`: the service is told the language of the conversation. `any`: it finds the language of each note by itself, for bots of several
   * languages. Default `conversation`.
   */
  language?: "conversation" | "any";
};

const name = "speech to text";
/** Words of a note of an hour are fewer. */
const maxBytes = 1_000_000;

const responseSchema = v.object({ text: v.string() });

/**
 * Makes text of voice notes by a service that speaks OpenAI's `POST /v1/audio/transcriptions`: the cloud's, or a server of Whisper of your own.
 * Redirects are not followed.
 * @throws ConfigError for wrong options; its calls throw UnderstandingError
 * @example
 * createBot({ stories, fallback, speechToText: httpSpeechToText({ url: "http://whisper:8000", model: "whisper-1" }) })
 */
export function httpSpeechToText(options: HttpSpeechToTextOptions): SpeechToText {
  checkService(name, options);
  const { url, model, credentials, language = "conversation" } = options;
  const endpoint = serviceUrl(url, "/v1/audio/transcriptions");
  return async ({ bytes, mediaType, locale, signal }) => {
    const authorization = credentials === undefined ? undefined : `Bearer ${await readSecret(name, credentials)}`;
    const body = new FormData();
    // Services know the format by the name's end.
    const type = mediaType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
    body.set("file", new Blob([Uint8Array.from(bytes)], { type }), `voice.${extensionOf(type)}`);
    body.set("model", model);
    body.set("response_format", "json");
    // ISO 639-1, which has no regions.
    if (language === "conversation") body.set("language", locale.split("-", 1)[0] ?? locale);
    const request = { service: name, url: endpoint, authorization, headers: { accept: "application/json" } };
    const response = await post({ ...request, body, maxBytes, signal });
    return readResponse(name, responseSchema, parseResponse(name, response.bytes)).text.trim();
  };
}

/** By the names that the interface lists: flac, mp3, mp4, mpeg, mpga, m4a, ogg, wav, webm. */
function extensionOf(mediaType: string): string {
  if (mediaType.endsWith("/webm")) return "webm";
  return mediaTypes[mediaType]?.extensions[0] ?? mediaType.split("/")[1]?.replace(/^x-/, "") ?? "wav";
}
