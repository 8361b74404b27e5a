import { detectLocale } from "@causerie/server/i18n/detect-locale.ts";
import { abilitiesOf } from "./abilities.ts";

/** The languages of the table: those with words of their own, those without spaces, and some that have neither. */
const shown = "en fr de es it nl pt ja zh th sv pl tr ru uk ar".split(" ");

/** A sentence that asks where the station is. */
const samples: Readonly<Record<string, string>> = {
  en: "Where is the station, please?",
  fr: "Où est la gare, s'il vous plaît ?",
  de: "Wo ist bitte der Bahnhof?",
  es: "¿Dónde está la estación, por favor?",
  it: "Dov'è la stazione, per favore?",
  nl: "Waar is het station, alstublieft?",
  pt: "Onde fica a estação, por favor?",
  ja: "駅はどこですか",
  zh: "请问火车站在哪里",
  th: "สถานีอยู่ที่ไหน",
  sv: "Var ligger stationen, tack?",
  pl: "Gdzie jest dworzec, proszę?",
  tr: "İstasyon nerede, lütfen?",
  ru: "Где находится вокзал?",
  uk: "Де знаходиться вокзал?",
  ar: "أين المحطة من فضلك؟",
};

const headings = [
  "language",
  "days and times",
  "lengths of time",
  "numbers in words",
  "ordinals in words",
  "yes and no",
  "cancel, correct",
  "own sentences",
  "words without spaces",
  "recognised",
];

/** What each language has, as lines of Markdown. Everything is asked of the code. */
export function languageTable(): string[] {
  const rows = shown.map((language) => {
    const { dates, durations, numbers, ordinals, yesNo, forms, sentences, segmented } = abilitiesOf(language);
    const isRecognised = detectLocale(samples[language] ?? "", ["eo", language], "eo") === language;
    return [
      new Intl.DisplayNames("en", { type: "language" }).of(language) ?? language,
      yes(dates),
      yes(durations),
      yes(numbers),
      ordinals > 0 ? `1 to ${ordinals}` : "-",
      yes(yesNo),
      yes(forms),
      yes(sentences),
      "ja zh th".includes(language) ? yes(segmented) : "",
      yes(isRecognised),
    ];
  });
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(headings), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}

function yes(has: boolean): string {
  return has ? "yes" : "-";
}
