import { stripMarkdown } from "#connectors/messenger/render/strip-markdown.ts";
import type { SimulatedAnswer } from "./answer.ts";
import { describeChoice } from "./choice-target.ts";

/** What two answers should share, whatever the channel. */
type Meaning = { story: string[]; texts: string[]; choices: string[] };

export type Difference = { aspect: keyof Meaning; one: readonly string[]; other: readonly string[] };

/** In what the meaning of two answers differs. How a text is set, by Markdown or white space, is none of it. */
export function findDifferences(one: SimulatedAnswer, other: SimulatedAnswer): Difference[] {
  const [left, right] = [meaningOf(one), meaningOf(other)];
  return (["story", "texts", "choices"] as const)
    .filter((aspect) => JSON.stringify(left[aspect]) !== JSON.stringify(right[aspect]))
    .map((aspect) => ({ aspect, one: left[aspect], other: right[aspect] }));
}

function meaningOf({ outcome, texts, choices }: SimulatedAnswer): Meaning {
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
