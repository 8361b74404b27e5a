import type { Loss } from "#channel/connector.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { fitSpeech, type SpeechBounds } from "./fit-speech.ts";
import { sayChoices } from "./say-choices.ts";
import { sayMessage } from "./say-message.ts";
import { joinSentences, type SaidLink, withStop } from "./say-text.ts";
import { speechWordsFor } from "./speech-words.ts";

/** `keys`: choices are numbered as a telephone's keys. `isNewest`: false where something else is said after it. */
export type SayingOptions = { locale: string; keys?: boolean; isNewest?: boolean } & SpeechBounds;

/**
 * Everything that a voice says in one turn. `question`: the sentence that reads the choices out, or "". `asks`: an answer is expected.
 * `labels`: what may be said, to help a recogniser. `cut`: letters beyond what the platform takes.
 */
export type TurnSpeech = {
  words: string;
  question: string;
  asks: boolean;
  labels: string[];
  links: SaidLink[];
  pictures: string[];
  losses: Loss[];
  cut: number;
};

/** The messages of a turn as one speech. Pure and total. */
export function sayTurn(
  messages: readonly BotMessage[],
  { locale, keys = false, isNewest = true, ...bounds }: SayingOptions,
): TurnSpeech {
  const said = messages.map((message, index) => sayMessage(message, isNewest && index === messages.length - 1));
  const choices = said.flatMap((each) => each.choices);
  const labels = choices.map(({ label }) => label);
  const reading = { locale, words: speechWordsFor(locale), max: Math.floor(bounds.max / 2) };
  const { sentence, shortened } = sayChoices(choices, keys ? { ...reading, keys: { first: 1 } } : reading);
  const all = said.map(({ words }) => words).filter((words) => words !== "");
  const { words, question, cut } = fitSpeech(
    sentence === "" ? joinSentences(all) : withStop(joinSentences(all)),
    sentence,
    bounds,
  );
  const losses = said.flatMap((each) => each.losses);
  if (shortened) losses.push({ rule: "label_shortened", detail: `${labels.length} choices` });
  if (cut > 0) losses.push({ rule: "speech_cut", detail: `${cut} letters` });
  return {
    words,
    question,
    asks: labels.length > 0 || isQuestion(all.at(-1) ?? ""),
    labels,
    links: said.flatMap(({ links }) => links),
    pictures: said.flatMap(({ pictures }) => pictures),
    losses,
    cut,
  };
}

/** In the scripts of the languages that voice platforms speak. */
function isQuestion(words: string): boolean {
  return /[?？؟;՞]["'»”)\]]?\s*$/u.test(words);
}

/** What is asked again when nobody answers: the choices, else the last sentence. */
export function repromptOf({ words, question }: Pick<TurnSpeech, "words" | "question">): string {
  if (question !== "") return question;
  const sentences = [...new Intl.Segmenter("und", { granularity: "sentence" }).segment(words)];
  return sentences.at(-1)?.segment.trim() ?? "";
}
