import { clear, sure } from "#understanding/understanding.ts";
import type { CorpusWarning } from "./corpus-warnings.ts";
import type { Band, Confusion, Evaluation, IntentFigures, UnknownFigures } from "./evaluation.ts";
import { left, oneLine, right, shorten } from "./fixed-width.ts";

/** No line is wider, in columns. */
const width = 100;
const mostConfusions = 20;
const mostWarnings = 30;

/** The report for a terminal: tables of at most 100 columns. A shortened text ends in "…", and lines that are left out are counted. */
export function formatEvaluation(evaluation: Evaluation): string {
  const { folds, examples, intents, confusions, unknown, warnings } = evaluation;
  return [
    `${counted(examples, "example")}, ${counted(intents.length, "intent")}, ${folds} folds`,
    "",
    ...formatFigures(evaluation),
    ...section("Intents, the worst first", formatIntents(intents)),
    ...section("Taken for another, and the words that spoke for it", formatConfusions(confusions)),
    ...section("Understood, but should not be", unknown === undefined ? [] : formatAccepted(unknown)),
    ...section("Examples to look at", limit(warnings, mostWarnings, formatWarning)),
  ].join("\n");
}

function formatFigures(evaluation: Evaluation): string[] {
  const { accuracy, rightRefused, wrongAccepted, unknown } = evaluation;
  return [
    figure("Accuracy (likeliest intent)", percent(accuracy)),
    figure(`Sure (from ${sure})`, formatBand(evaluation.sure)),
    figure(`Clear (from ${clear})`, formatBand(evaluation.clear)),
    figure("Right, but refused as unknown", `${percent(rightRefused)} of the right ones`),
    figure("Wrong, and not refused", `${percent(wrongAccepted)} of the wrong ones`),
    ...(unknown === undefined
      ? []
      : [
          figure("Unknown sentences refused", `${percent(unknown.refused)} of ${unknown.sentences}`),
          figure("Told from examples (AUROC)", unknown.auroc.toFixed(3).padStart(7)),
        ]),
  ];
}

function figure(name: string, value: string): string {
  return `${left(name, 32)}${value}`;
}

function formatBand({ share, right }: Band): string {
  return `${percent(share)} of all, ${percent(right).trim()} of these right`;
}

function formatIntents(intents: readonly IntentFigures[]): string[] {
  return [
    `${left("Intent", 53)} ${right("Examples", 9)} ${right("Precision", 10)} ${right("Recall", 10)} ${right("Refused", 10)}`,
    ...intents.map(({ intent, examples, precision, recall, refused }) => {
      const shares = [precision, recall, refused].map((share) => right(percent(share), 10)).join(" ");
      return `${left(oneLine(intent), 53)} ${right(String(examples), 9)} ${shares}`;
    }),
  ];
}

/** By intent, the one that is mistaken most often first. */
function formatConfusions(confusions: readonly Confusion[]): string[] {
  const shown = [...Map.groupBy(confusions.slice(0, mostConfusions), ({ intent }) => intent)];
  const lines = shown.flatMap(([intent, own]) => [shorten(oneLine(intent), width), ...own.flatMap(formatConfusion)]);
  const left = confusions.length - mostConfusions;
  return left > 0 ? [...lines, `... and ${left} more`] : lines;
}

function formatConfusion({ confusedWith, count, texts, pulledBy }: Confusion): string[] {
  const words = pulledBy.length === 0 ? "" : `: ${pulledBy.map((word) => `"${oneLine(word)}"`).join(", ")}`;
  return [
    shorten(`${right(String(count), 4)}  -> ${oneLine(confusedWith)}${words}`, width),
    `         ${quote(texts, width - 9)}`,
  ];
}

function formatAccepted({ accepted }: UnknownFigures): string[] {
  return accepted.map(
    ({ text, intent, confidence }) =>
      `${confidence.toFixed(2)}  ${left(oneLine(intent), 26)}  ${quote([text], width - 34)}`,
  );
}

function formatWarning(warning: CorpusWarning): string {
  switch (warning.type) {
    case "empty":
      return shorten(`no letter or digit: ${name(warning.intent)} ${quote([warning.text])}`, width);
    case "contradiction":
      return shorten(`asks for ${warning.intents.map(name).join(" and ")}: ${quote([warning.text])}`, width);
    case "repeated":
      return shorten(`twice in ${name(warning.intent)}: ${quote([warning.text])}`, width);
    case "few":
      return shorten(`only ${counted(warning.examples, "example")}: ${name(warning.intent)}`, width);
    case "near": {
      const where = [...new Set(warning.intents)].map(name).join(" and ");
      return shorten(`nearly the same in ${where}: ${quote(warning.texts)}`, width);
    }
  }
}

function name(intent: string): string {
  return shorten(oneLine(intent), 26);
}

function quote(texts: readonly string[], room = width): string {
  return shorten(texts.map((text) => `"${oneLine(text)}"`).join(", "), room);
}

function percent(share: number | undefined): string {
  return share === undefined ? "     -" : `${(share * 100).toFixed(1).padStart(5)} %`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

function limit<Item>(items: readonly Item[], most: number, format: (item: Item) => string): string[] {
  const lines = items.slice(0, most).map(format);
  return items.length > most ? [...lines, `... and ${items.length - most} more`] : lines;
}
