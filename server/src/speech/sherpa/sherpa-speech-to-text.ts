import { AuthorError } from "#app/errors.ts";
import type { SpeechToText } from "#bot/authoring/speech-to-text.ts";
import { runProgram } from "#speech/run-program.ts";
import { readWav, type Samples } from "#speech/wav.ts";
import { loadSherpa, onceMade, oneAtATime, type Sherpa } from "./load-sherpa.ts";

/** The model of sherpa-onnx that writes down what was said, and the program that decodes it. */
export type SherpaSpeechToTextOptions = {
  /** The configuration of an `OfflineRecognizer` of sherpa-onnx, as its manual has it for the model that you have downloaded. */
  recognizer: object;
  /** The program that decodes what browsers and phones record. Default `ffmpeg`, in one of the usual folders; elsewhere with its folder. */
  decoder?: string;
  /** Gives the package. Default: `sherpa-onnx-node`, loaded at the first note. */
  load?: () => Promise<Sherpa>;
};

/** Of what models of speech are trained with. */
const sampleRate = 16_000;
/** Of a note. What is said after them is not heard: a small file may hold hours of silence. */
const mostSeconds = 600;
const maxBytes = sampleRate * 4 * (mostSeconds + 1);

/**
 * Makes text of voice notes on this machine, by sherpa-onnx and a model that the operator brings: nothing leaves the machine. A note that is not
 * WAV is decoded by ffmpeg, in a process of its own.
 *
 * Its calls throw AuthorError.
 * @example
 * createBot({ stories, fallback, speechToText: sherpaSpeechToText({ recognizer: { modelConfig: { whisper, tokens } } }) })
 */
export function sherpaSpeechToText({
  recognizer: config,
  decoder = "ffmpeg",
  load = loadSherpa,
}: SherpaSpeechToTextOptions): SpeechToText {
  const recognizer = onceMade(async () => (await load()).OfflineRecognizer.createAsync(config), "`recognizer`");
  const inTurn = oneAtATime();
  return async ({ bytes, signal }) => {
    const made = await recognizer();
    return await inTurn(async () => {
      // Whoever waited for so long does not any more.
      signal.throwIfAborted();
      // Here, so that only one note at a time lies unpacked in the memory.
      const sound = readWav(bytes) ?? (await decode(decoder, bytes, signal));
      if (sound.samples.length === 0) return undefined;
      const stream = made.createStream();
      stream.acceptWaveform(sound);
      return (await made.decodeAsync(stream)).text.trim();
    });
  };
}

async function decode(program: string, input: Uint8Array, signal: AbortSignal): Promise<Samples> {
  // A playlist that pretends to be a sound must not make ffmpeg open files or addresses.
  const source = ["-hide_banner", "-loglevel", "error", "-protocol_whitelist", "pipe", "-i", "pipe:0"];
  const bytes = await runProgram({
    program,
    args: [...source, "-vn", "-t", String(mostSeconds), "-f", "f32le", "-ac", "1", "-ar", String(sampleRate), "pipe:1"],
    input,
    maxBytes,
    signal,
    remedy: "install ffmpeg (Debian: apt-get install ffmpeg), or name yours as `decoder`",
  });
  if (bytes.length % 4 !== 0) throw new AuthorError(`the program ${program} has not written samples of 32 bits`);
  return { samples: new Float32Array(Uint8Array.from(bytes).buffer), sampleRate };
}
