/** What {@link storyLint} looks for. */
export type LintRule =
  /** A step that no intent names and nothing in the crawl leads to. */
  | "unreachable_step"
  /** A story that no word, event or link leads to. */
  | "unreachable_story"
  /** A choice whose link this bot does not have, or whose parameters it refuses. */
  | "dead_link"
  /** A story waits for an answer at a step that does not exist, or that refuses its parameters. */
  | "dead_question"
  | "story_failed"
  /** The person sees no answer. */
  | "no_words"
  /** Quick replies under a message that is not the last of its answer: they are gone before anybody can tap them. */
  | "lost_quick_replies"
  /** Two choices side by side with one label and different targets. */
  | "twin_labels"
  /** A channel cannot show a message as it was meant. */
  | "loss"
  /** Two intents claim the same words. */
  | "duplicate_phrase"
  /** Too few sentences to learn from. */
  | "few_examples"
  /** An intent without words, in a bot without a service that may know it. */
  | "unknown_intent"
  /** Words in some of the bot's languages, and none in another. */
  | "missing_words"
  /** Words in a language that the bot does not speak. */
  | "foreign_locale"
  /** A keyword that does not lead to its story. */
  | "keyword_misses"
  /** A problem that a catalogue finds in its translations. */
  | "translation"
  /** No answer of the crawl fits a question, so the crawl has not seen what comes after it. */
  | "question_unanswered"
  /** The crawl needs more turns than `maxTurns`. */
  | "crawl_cut";

/** One problem of a bot, and where it is. */
export type Finding = {
  rule: LintRule;
  /** `warning`: people still get an answer, or the crawl could not see everything. */
  severity: "error" | "warning";
  /** Id of the story; `fallback` is the bot's fallback. */
  story?: string;
  step?: string;
  /** Undefined: the finding holds in all languages of the bot, or does not depend on the language. */
  locale?: string;
  /** Undefined: the finding holds on all channels, or does not depend on the channel. */
  channel?: string;
  /** What is wrong, and what to do about it. */
  detail: string;
  /** What to do, from a new conversation on, to see it. */
  path?: readonly string[];
};

/** One line, for a terminal. */
export function describeFinding({ rule, severity, story, step, locale, channel, detail, path = [] }: Finding): string {
  const where = [story, step, locale, channel].filter((part) => part !== undefined).join(" ");
  const how = path.length === 0 ? "" : ` (${path.join(", ")})`;
  return `${severity} ${rule}${where === "" ? "" : ` ${where}`}: ${detail}${how}`;
}

/** Reports a finding that holds everywhere once: without its language, its channel, or both. */
export function collapse(
  findings: readonly Finding[],
  everywhere: { locales: readonly string[]; channels: readonly string[] },
): Finding[] {
  const distinct = dropRepeats(findings);
  return collapseField(collapseField(distinct, "locale", everywhere.locales), "channel", everywhere.channels);
}

type Everywhere = "locale" | "channel";

function collapseField(findings: readonly Finding[], field: Everywhere, all: readonly string[]): Finding[] {
  const groups = Map.groupBy(findings, (finding) => keyOf(finding, field));
  return [...groups.values()].flatMap((group) => {
    const isEverywhere = all.every((value) => group.some((each) => each[field] === value));
    return isEverywhere ? group.slice(0, 1).map((finding) => without(finding, field)) : group;
  });
}

function without(finding: Finding, field: Everywhere): Finding {
  const rest = { ...finding };
  delete rest[field];
  return rest;
}

function dropRepeats(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.toReversed().map((finding) => [keyOf(finding), finding])).values()].toReversed();
}

/** The path is not in the key: the same finding may be reached by several paths. */
function keyOf(finding: Finding, except?: Everywhere): string {
  const { rule, severity, story, step, locale, channel, detail } = finding;
  const scope = { locale, channel };
  if (except !== undefined) delete scope[except];
  return JSON.stringify([rule, severity, story, step, scope, detail]);
}
