import { expect, test } from "vitest";
import type { Evaluation } from "./evaluation.ts";
import { formatEvaluation } from "./format-evaluation.ts";

const evaluation: Evaluation = {
  folds: 5,
  examples: 40,
  accuracy: 0.875,
  sure: { share: 0.5, right: 0.95 },
  clear: { share: 0, right: undefined },
  rightRefused: 0.1,
  wrongAccepted: 0.4,
  unknown: {
    sentences: 12,
    refused: 0.75,
    auroc: 0.934,
    accepted: [{ text: "a joke", intent: "help", confidence: 0.6 }],
  },
  intents: [
    { intent: "refund", examples: 1, precision: undefined, recall: 0, refused: 1 },
    { intent: "help", examples: 39, precision: 0.9, recall: 1, refused: 0.1 },
  ],
  confusions: [
    { intent: "refund", confusedWith: "help", count: 1, texts: ["money\nback"], pulledBy: ["back", "money"] },
  ],
  warnings: [
    { type: "few", intent: "refund", examples: 1 },
    { type: "near", texts: ["help me", "help me!"], intents: ["help", "help"], similarity: 0.9 },
  ],
};

test("prints figures and tables", () => {
  expect(formatEvaluation(evaluation)).toBe(
    `
40 examples, 2 intents, 5 folds

Accuracy (likeliest intent)      87.5 %
Sure (from 0.7)                  50.0 % of all, 95.0 % of these right
Clear (from 0.9)                  0.0 % of all, - of these right
Right, but refused as unknown    10.0 % of the right ones
Wrong, and not refused           40.0 % of the wrong ones
Unknown sentences refused        75.0 % of 12
Told from examples (AUROC)        0.934

Intents, the worst first
Intent                                                 Examples  Precision     Recall    Refused
refund                                                        1          -      0.0 %    100.0 %
help                                                         39     90.0 %    100.0 %     10.0 %

Taken for another, and the words that spoke for it
refund
   1  -> help: "back", "money"
         "money back"

Understood, but should not be
0.60  help                        "a joke"

Examples to look at
only 1 example: refund
nearly the same in help: "help me", "help me!"
`.trim(),
  );
});

/** As a terminal counts: these signs take two columns. */
function columnsOf(line: string): number {
  return Array.from(line).reduce((sum, sign) => sum + (/[\u3040-\u9fff😀]/u.test(sign) ? 2 : 1), 0);
}

test.each(["a-very-long-name.".repeat(20), "とても長い名前".repeat(20), "😀".repeat(80)])(
  "no line is wider than 100 columns, and what is cut shows it: %s",
  (long) => {
    const printed = formatEvaluation({
      ...evaluation,
      intents: [{ intent: long, examples: 3, precision: 1, recall: 1, refused: 0.1 }],
      confusions: [{ intent: long, confusedWith: long, count: 12, texts: [long, long], pulledBy: [long, long] }],
      unknown: { sentences: 1, refused: 0, auroc: 0, accepted: [{ text: long, intent: long, confidence: 1 }] },
      warnings: [
        { type: "contradiction", text: long, intents: [long, long, long, long] },
        { type: "repeated", intent: long, text: long },
        { type: "empty", intent: long, text: long },
        { type: "few", intent: long, examples: 1 },
        { type: "near", texts: [long, long], intents: [long, "b"], similarity: 1 },
      ],
    });
    const long100 = printed.split("\n").filter((line) => columnsOf(line) > 100);
    expect(long100).toEqual([]);
    expect(printed.split("\n").filter((line) => line.includes("…")).length).toBeGreaterThanOrEqual(8);
  },
);

test("long lists end with how many were left out", () => {
  const warnings = Array.from({ length: 45 }, () => ({ type: "few" as const, intent: "a", examples: 2 }));
  expect(
    formatEvaluation({ ...evaluation, warnings })
      .split("\n")
      .at(-1),
  ).toBe("... and 15 more");
});

test("signs that a terminal would obey are not printed", () => {
  const printed = formatEvaluation({
    ...evaluation,
    confusions: [
      { intent: "a", confusedWith: "b", count: 1, texts: ["\u001b[31mred\u0007"], pulledBy: ["\u001b[31mred"] },
    ],
  });
  expect(printed).toContain('"[31mred"');
});
