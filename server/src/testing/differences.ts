import { stripMarkdown } from "#channel/kit/markdown/strip-markdown.ts";
import type { SimulatedAnswer } from "./answer.ts";
import { describeChoice } from "./choice-target.ts";

/** The parts of an answer that must be the same on every channel. */
type ComparableAnswer = { story: string[]; texts: string[]; choices: string[] };

/** What answers are compared by. */
export type Aspect = keyof ComparableAnswer;

const everyAspect: readonly Aspect[] = ["story", "texts", "choices"];

export type Difference = { aspect: Aspect; one: readonly string[]; other: readonly string[] };

/** The differences of two answers in these aspects. Markdown and white space do not count. */
export function findDifferences(
  one: SimulatedAnswer,
  other: SimulatedAnswer,
  aspects: readonly Aspect[] = everyAspect,
): Difference[] {
  const [left, right] = [toComparable(one), toComparable(other)];
  return aspects
    .filter((aspect) => JSON.stringify(left[aspect]) !== JSON.stringify(right[aspect]))
    .map((aspect) => ({ aspect, one: left[aspect], other: right[aspect] }));
}

function toComparable({ outcome, texts, choices }: SimulatedAnswer): ComparableAnswer {
  const { story, step } = outcome;
  return {
    story: [`${step === undefined ? story : `${story}, step ${step}`}: ${outcome.outcome}`],
    texts: texts.map(plainText).filter((text) => text !== ""),
    choices: choices.map(describeChoice),
  };
}

function plainText(text: string): string {
  return stripMarkdown(text)
    .replaceAll(/(?<!\w)_([^_\n]{1,500})_(?!\w)|`/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();
}
