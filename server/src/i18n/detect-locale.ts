import { languageLetters, languageWords } from "./language-words.ts";
import { languageOf } from "./locale.ts";
import { greetings, weights } from "./word-weights.ts";

/**
 * Finds another language of the bot, if a message is clearly in it. Every message is checked, so in doubt the result is
 * undefined: names, numbers, addresses, single words and loans ("pain au chocolat") are no reason to change the language.
 *
 * Languages in Latin script (en, fr, de, es, it, nl, pt) are recognised by their small words. Languages in other scripts are
 * recognised by their letters, so one word is enough.
 *
 * @param spoken the bot's locales.
 * @param current the locale of the conversation.
 * @returns one of `spoken`, in another language than `current`; undefined: keep the current one.
 */
export function detectLocale(text: string, spoken: readonly string[], current: string): string | undefined {
  const sample = text.slice(0, longest).normalize("NFC");
  const languages = new Set(spoken.map(languageOf));
  const script = scriptOf(sample);
  const language =
    script === undefined ? languageByWords(sample, languageOf(current)) : languageByScript(sample, script, languages);
  if (language === undefined || language === languageOf(current)) return undefined;
  return spoken.find((locale) => languageOf(locale) === language);
}

/** A longer text would not make its language clearer. */
const longest = 1000;

/** Languages by script, for all scripts except Latin. A script that several languages share lists all of them. */
const scripts: readonly { readonly letters: RegExp; readonly languages: readonly string[] }[] = [
  { letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, languages: ["ja"] },
  { letters: /\p{Script=Hangul}/gu, languages: ["ko"] },
  { letters: /\p{Script=Han}/gu, languages: ["zh", "ja", "yue"] },
  { letters: /\p{Script=Thai}/gu, languages: ["th"] },
  { letters: /\p{Script=Devanagari}/gu, languages: ["hi", "mr", "ne"] },
  { letters: /\p{Script=Bengali}/gu, languages: ["bn", "as"] },
  { letters: /\p{Script=Tamil}/gu, languages: ["ta"] },
  { letters: /\p{Script=Georgian}/gu, languages: ["ka"] },
  { letters: /\p{Script=Armenian}/gu, languages: ["hy"] },
  { letters: /\p{Script=Greek}/gu, languages: ["el"] },
  { letters: /\p{Script=Hebrew}/gu, languages: ["he", "yi"] },
  { letters: /\p{Script=Arabic}/gu, languages: ["ar", "fa", "ur", "ps", "ug"] },
  { letters: /\p{Script=Cyrillic}/gu, languages: ["ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "mn", "tg"] },
];

/** Letters that distinguish languages with the same script. */
const ownLetters: Readonly<Record<string, RegExp>> = {
  fa: /[پچژگ]/,
  ru: /[ыэъё]/,
  uk: /[іїєґ]/,
  ur: /[ٹڈڑے]/,
};

type Script = (typeof scripts)[number];

/** The script, except Latin, that at least two thirds of all letters belong to. */
function scriptOf(text: string): Script | undefined {
  const letters = count(text, /\p{L}/gu);
  // Japanese uses Kana and Han, so Kana is listed first.
  const kana = count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  return scripts.find(({ letters: own, languages }) => {
    const found = count(text, own) + (languages.includes("ja") && kana > 0 ? count(text, /\p{Script=Han}/gu) : 0);
    return found >= 2 && found * 3 >= letters * 2;
  });
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function languageByScript(text: string, { languages }: Script, spoken: ReadonlySet<string>): string | undefined {
  const possible = languages.filter((language) => spoken.has(language));
  if (possible.length < 2) return possible[0];
  const lower = text.toLowerCase();
  const proved = possible.filter((language) => ownLetters[language]?.test(lower));
  return proved.length === 1 ? proved[0] : undefined;
}

type Score = { language: string; score: number };

/** All seven languages compete, also those that the bot does not speak. Otherwise Italian would count as Spanish. */
function languageByWords(text: string, current: string): string | undefined {
  const all = wordsOf(text);
  if (all.length < 3) return languageOfGreeting(all);
  const words = [...new Set(all.filter(({ name }) => !name).map(({ lower }) => lower))];
  const scores = Object.keys(languageWords)
    .map((language) => scoreOf(words, language))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  if (best === undefined || second === undefined) return undefined;
  const own = scores.find(({ language }) => language === current);
  const enough = best.score >= 1.75 && best.score >= words.length * 0.2;
  const ahead = best.score >= second.score * 1.5 && best.score >= (own?.score ?? 0) * 2;
  return enough && ahead ? best.language : undefined;
}

function scoreOf(words: readonly string[], language: string): Score {
  let score = 0;
  for (const word of words) {
    score += weights.get(word)?.get(language) ?? 0;
  }
  const letters = languageLetters[language];
  if (letters !== undefined && words.some((word) => letters.test(word))) score += 0.5;
  return { language, score };
}

/** "Bonjour", "gracias", "merci beaucoup", "hello Ada": one or two words of one language, or one such word and a name. */
function languageOfGreeting([first, second]: readonly Word[]): string | undefined {
  if (first === undefined) return undefined;
  const language = greetings.get(first.lower) ?? (second === undefined ? undefined : greetings.get(second.lower));
  if (language === undefined || second === undefined) return language;
  const isName = second.name && !weights.has(second.lower);
  const both = [first, second].every(({ lower }) => weights.get(lower)?.has(language) === true);
  return both || isName ? language : undefined;
}

type Word = { lower: string; name: boolean };

/** The words of a text, without addresses and numbers. `l'heure` is two words; `don't` is one, and so is `¿`. */
function wordsOf(text: string): Word[] {
  const loud = text === text.toUpperCase();
  const words: Word[] = [];
  let starts = true;
  for (const chunk of text.replaceAll("’", "'").split(/\s+/)) {
    if (/[\d@_/\\]|\w\.\w/.test(chunk)) continue;
    for (const match of chunk.match(/[\p{L}\p{M}']+|[¿¡]/gu) ?? []) {
      const name = !loud && !starts && /^\p{Lu}/u.test(match) && !polite.test(match);
      words.push(...splitWord(match).map((lower) => ({ lower, name })));
      if (/\p{L}/u.test(match)) starts = false;
    }
    if (/[.!?:]["')]?$/.test(chunk)) starts = true;
  }
  return words;
}

/** Words with a capital letter that are no names. */
const polite = /^(?:I|I'\w+|Sie|Ihnen|Ihre?[nmrs]?)$/;

function splitWord(word: string): string[] {
  const lower = word.toLowerCase().replaceAll(/^'+|'+$/g, "");
  if (lower === "") return [];
  const [head = "", ...tail] = lower.split("'");
  return weights.has(lower) || tail.length === 0 ? [lower] : [`${head}'`, tail.join("'")];
}
