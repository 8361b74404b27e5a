/**
 * Languages by script, for those whose script is not Latin. A script that several languages share names each of them.
 */
export const scripts: readonly { readonly letters: RegExp; readonly languages: readonly string[] }[] = [
  { letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, languages: ["ja"] },
  { letters: /\p{Script=Hangul}/gu, languages: ["ko"] },
  { letters: /\p{Script=Han}/gu, languages: ["zh", "ja", "yue"] },
  { letters: /\p{Script=Greek}/gu, languages: ["el"] },
  { letters: /\p{Script=Hebrew}/gu, languages: ["he", "yi"] },
  { letters: /\p{Script=Arabic}/gu, languages: ["ar", "fa", "ur", "ps", "ug"] },
  { letters: /\p{Script=Cyrillic}/gu, languages: ["ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "mn", "tg"] },
];

/** Letters that tell apart languages which share a script. */
export const ownLetters: Readonly<Record<string, RegExp>> = {
  fa: /[پچژگ]/,
  ru: /[ыэъё]/,
  uk: /[іїєґ]/,
  ur: /[ٹڈڑے]/,
};
