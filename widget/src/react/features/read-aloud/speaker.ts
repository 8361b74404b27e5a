import { type Cell, createCell } from "#react/features/cell.ts";
import { splitSentences } from "./split-sentences.ts";

/** Which message is being read. */
export type SpeakerState = { readonly key: string | undefined };

export type Speaker = Cell<SpeakerState> & {
  /** Reads a message. What is being read now ends. */
  read(key: string, words: string, locale: string): void;
  /** Reads it after what is being read now. */
  queue(key: string, words: string, locale: string): void;
  stop(): void;
  /** Whether the words leave the device: the browser has no voice of its own for the language, or names none. */
  sends(locale: string): boolean;
};

/** The part of `speechSynthesis` that is used here. */
export type Synthesis = Pick<SpeechSynthesis, "speak" | "cancel" | "getVoices">;

type Part = { key: string; words: string; locale: string };

export function createSpeaker(
  synthesis: Synthesis,
  createUtterance: (words: string) => SpeechSynthesisUtterance,
): Speaker {
  const cell = createCell<SpeakerState>({ key: undefined });
  let waiting: Part[] = [];
  // Kept here, because Chromium forgets an utterance that nobody holds, and its end is never told.
  let current: SpeechSynthesisUtterance | undefined;

  function next(): void {
    const part = waiting.shift();
    if (part === undefined) {
      current = undefined;
      if (cell.get().key !== undefined) cell.set({ key: undefined });
      return;
    }
    const own = createUtterance(part.words);
    current = own;
    own.lang = part.locale;
    const voice = voiceFor(synthesis.getVoices(), part.locale);
    if (voice !== undefined) own.voice = voice;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- one of each, of an object that nobody else has
    own.onend = own.onerror = () => {
      if (current === own) next();
    };
    if (cell.get().key !== part.key) cell.set({ key: part.key });
    synthesis.speak(own);
  }

  /** Sentence by sentence: browsers stop in the midst of a text that takes longer than some seconds. */
  function toParts(key: string, words: string, locale: string): Part[] {
    return splitSentences(words, locale).map((sentence) => ({ key, words: sentence, locale }));
  }

  function stop(): void {
    waiting = [];
    current = undefined;
    synthesis.cancel();
    if (cell.get().key !== undefined) cell.set({ key: undefined });
  }

  return {
    ...cell,
    read(key, words, locale) {
      stop();
      waiting = toParts(key, words, locale);
      next();
    },
    queue(key, words, locale) {
      waiting.push(...toParts(key, words, locale));
      if (current === undefined) next();
    },
    stop,
    sends: (locale) => voiceFor(synthesis.getVoices(), locale)?.localService !== true,
  };
}

/** One that speaks the language: before others one that needs no network, because another one sends the text away; then one of the region. */
export function voiceFor(voices: readonly SpeechSynthesisVoice[], locale: string): SpeechSynthesisVoice | undefined {
  const wanted = normalize(locale);
  const [language] = wanted.split("-");
  const rank = ({ lang, localService, default: isDefault }: SpeechSynthesisVoice): number => {
    const spoken = normalize(lang);
    if (spoken.split("-")[0] !== language) return 0;
    return 1 + (localService ? 4 : 0) + (spoken === wanted ? 2 : 0) + (isDefault ? 1 : 0);
  };
  const best = voices.toSorted((one, other) => rank(other) - rank(one))[0];
  return best === undefined || rank(best) === 0 ? undefined : best;
}

/** Android writes `en_GB`. */
function normalize(tag: string): string {
  return tag.replaceAll("_", "-").toLowerCase();
}
