/** What {@link storyLint} looks for. */
export type LintRule =
  /** A step that no intent names and nothing in the crawl leads to. */
  | "unreachable_step"
  /** A story that no word, event or link leads to. */
  | "unreachable_story"
  /** A choice whose link this bot does not have, or whose parameters it refuses. */
  | "dead_link"
  /** A story waits for an answer at a place that there is not, or that refuses its parameters. */
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
  /** What a catalogue finds wrong with its translations. */
  | "translation"
  /** None of the crawl's answers fits a question: what comes after it was not seen. */
  | "question_unanswered"
  /** There is more to see than `maxTurns` turns. */
  | "crawl_cut";

/** Something that is wrong with a bot, and where. */
export type Finding = {
  rule: LintRule;
  /** `warning`: people are served all the same, or the crawl could not see everything. */
  severity: "error" | "warning";
  /** Id of the story; `fallback` is the bot's fallback. */
  story?: string;
  step?: string;
  /** Missing where it is so in all of the bot's languages, or has nothing to do with them. */
  locale?: string;
  /** Missing where it is so on all channels, or has nothing to do with them. */
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

/** A finding that holds everywhere is told once: without its language, its channel, or both. */
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

/** How it was come by is no part of what it is. */
function keyOf(finding: Finding, except?: Everywhere): string {
  const { rule, severity, story, step, locale, channel, detail } = finding;
  const place = { locale, channel };
  if (except !== undefined) delete place[except];
  return JSON.stringify([rule, severity, story, step, place, detail]);
}
