import { readFileSync } from "node:fs";
import type { CauserieConfig } from "#config/config.ts";
import { ConfigError } from "#app/errors.ts";
import { crossValidate } from "#understanding/classifier/evaluate/cross-validate.ts";
import { advise, describeJudgement, judge } from "#understanding/classifier/model/judgement.ts";
import { formatEvaluation } from "#understanding/classifier/evaluate/format-evaluation.ts";
import { UsageError } from "./usage-error.ts";

export type NluOptions = {
  folds: string | undefined;
  /** A file with sentences that ask for none of the intents, one on each line. */
  unknown: string | undefined;
};

const leastFolds = 2;
const mostFolds = 20;

/**
 * Prints how well the classifier understands sentences that it has not learnt. It leaves out a part of the examples at a
 * time. @returns the exit code: 1 when the classifier would understand next to nothing. @throws ConfigError if there is nothing to test, or the file cannot be read.
 */
export async function testUnderstanding({ bot }: CauserieConfig, { folds, unknown }: NluOptions): Promise<number> {
  const parts = readFolds(folds);
  if (bot.examples.length === 0)
    throw new ConfigError([
      'nlu test: the stories have no examples; add some, e.g. story("refund", { examples: { en: ["I want my money back"] } })',
    ]);
  const evaluation = await crossValidate(bot.examples, {
    folds: parts,
    ...(unknown === undefined ? {} : { unknown: readSentences(unknown) }),
  });
  console.log(formatEvaluation(evaluation));
  const { examples, accuracy, rightRefused = 0 } = evaluation;
  const right = Math.round(accuracy * examples);
  const figures = {
    asked: examples,
    right,
    understood: Math.round(right * (1 - rightRefused)),
    perIntent: examples / evaluation.intents.length,
  };
  const problem = describeJudgement(figures);
  if (problem === undefined) console.log(`\n${advise(figures)}`);
  else console.error(`\n- nlu test: ${problem}`);
  return judge(figures) === "deaf" ? 1 : 0;
}

function readFolds(text = "5"): number {
  const folds = Number(text);
  if (!Number.isInteger(folds) || folds < leastFolds || folds > mostFolds)
    throw new UsageError([`nlu test: --folds must be a whole number from ${leastFolds} to ${mostFolds}`]);
  return folds;
}

function readSentences(file: string): string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  } catch (cause) {
    throw new ConfigError([`nlu test: the file ${file} cannot be read`], { cause });
  }
}
