/** How examples that were held out in training fare by the model's own calibration and threshold. */
export type HeldOutFigures = {
  /** How many were asked about. */
  asked: number;
  /** For how many their own intent was the likeliest. */
  right: number;
  /** How many of the right ones the threshold lets pass. */
  understood: number;
  /** How many examples an intent has on average. */
  perIntent: number;
};

/**
 * `deaf`: the model refuses or mistakes nearly everything that people would say, so it must not be used. `weak`: it understands
 * less than half. `unproven`: too few examples to say.
 */
export type Judgement = "sound" | "weak" | "deaf" | "unproven";

/** Below this number, a bad share may be chance: with a handful of examples nothing is understood that is not learnt. */
const fewAsked = 40;
/** Whoever gives fewer has been told that they are too few: a bot that is being written must start. */
const enoughPerIntent = 5;
const leastRight = 20;
const deafShare = 0.1;
const weakShare = 0.5;
const goodShare = 0.85;

export function judge({ asked, right, understood, perIntent }: HeldOutFigures): Judgement {
  if (asked < fewAsked) return "unproven";
  if (understood < asked * deafShare && perIntent >= enoughPerIntent) return "deaf";
  // However few there are: what it gets right, it refuses: the threshold and the confidence do not belong together.
  if (right >= leastRight && understood < right / 2) return "deaf";
  return understood < asked * weakShare ? "weak" : "sound";
}

/** What is wrong and what to do, as a sentence for the author. Undefined: nothing is wrong. */
export function describeJudgement(figures: HeldOutFigures): string | undefined {
  const judgement = judge(figures);
  if (judgement === "sound" || judgement === "unproven") return undefined;
  const { asked, right, understood } = figures;
  const share = `it understands ${understood} of ${asked} examples that it had not learnt (${right} were guessed right)`;
  const remedy =
    "give each story five or more examples that differ from those of other stories; `causerie nlu test` shows what is confused with what";
  return judgement === "deaf"
    ? `the classifier would refuse or mistake nearly everything: ${share}; ${remedy}`
    : `the classifier is weak: ${share}; ${remedy}`;
}

/** What figures without a problem mean, and what would make them better, as lines for a terminal. */
export function advise(figures: HeldOutFigures): string {
  const { asked, right, understood } = figures;
  const share = `${understood} of ${asked} examples were understood unseen`;
  if (judge(figures) === "unproven")
    return `Too few examples to judge the bot by, it takes ${fewAsked}: ${share}.
Give each story ten or more in people's own words, and keywords for what must be understood.`;
  if (right < asked * goodShare)
    return `Fair: ${share}.
Look first at what is taken for another: give both stories examples that tell them apart.`;
  if (understood < asked * goodShare)
    return `Fair: ${share}; the rest was guessed, but not surely enough.
Give the stories that refuse most more examples, in other words than they have.`;
  return `Good: ${share}. Add what people really write from time to time.`;
}
