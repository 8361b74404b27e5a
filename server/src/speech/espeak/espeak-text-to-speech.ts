import { ConfigError } from "#app/errors.ts";
import type { TextToSpeech } from "#bot/authoring/text-to-speech.ts";
import { runProgram } from "#speech/run-program.ts";
import { voiceFor, type Voices } from "#speech/voices.ts";
import { readWav, writeWav } from "#speech/wav.ts";

/** How espeak-ng reads, and where it is. */
export type EspeakOptions = {
  /** Voices of espeak-ng, e.g. `{ fr: "fr+f3" }` (`espeak-ng --voices`). Default: the language's own. */
  voices?: Voices;
  /** Words in a minute, 80 to 450. Default 160. */
  speed?: number;
  /** Default `espeak-ng`, in one of the usual folders; elsewhere with its folder. */
  program?: string;
};

/** Some minutes. */
const maxBytes = 50_000_000;

/**
 * Reads words aloud by the program espeak-ng, which the operator installs: many languages, no network, and the voice of a machine. It runs as a
 * process of its own; its licence (GPL 3) is none of this package's.
 * @throws ConfigError for wrong options; its calls throw AuthorError
 * @example
 * createBot({ stories, fallback, textToSpeech: espeakTextToSpeech() })
 */
export function espeakTextToSpeech({ voices, speed = 160, program = "espeak-ng" }: EspeakOptions = {}): TextToSpeech {
  if (!Number.isInteger(speed) || speed < 80 || speed > 450)
    throw new ConfigError(["espeak-ng: speed must be a number of words in a minute from 80 to 450"]);
  return async ({ text, locale, signal }) => {
    const voice = (voices === undefined ? undefined : voiceFor(voices, locale)) ?? ownVoice(locale);
    // What begins with a dash would be an option.
    if (!/^[a-z][\w+-]{1,40}$/i.test(voice)) return undefined;
    const bytes = await runProgram({
      program,
      args: ["-b", "1", "-v", voice, "-s", String(speed), "--stdin", "--stdout"],
      input: text,
      maxBytes,
      signal,
      remedy: "install espeak-ng (Debian: apt-get install espeak-ng), or leave textToSpeech out",
    });
    const sound = readWav(bytes);
    // It writes into a pipe, and so a length that it does not know: players would wait for the rest.
    return sound === undefined || sound.samples.length === 0
      ? undefined
      : { bytes: writeWav(sound), mediaType: "audio/wav" };
  };
}

/** Its voices have the names of languages, with regions where they differ: `en-us`, `pt-br`. */
function ownVoice(locale: string): string {
  const known: Readonly<Record<string, string>> = {
    "en-us": "en-us",
    "pt-br": "pt-br",
    "fr-be": "fr-be",
    "fr-ch": "fr-ch",
  };
  const lower = locale.toLowerCase();
  return known[lower] ?? lower.split("-", 1)[0] ?? lower;
}
