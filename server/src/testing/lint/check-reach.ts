import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import { parseLink } from "#channel/message/link.ts";
import { phrasesByLocale } from "#understanding/keywords.ts";
import { normalize } from "#understanding/text/normalize.ts";
import { targetOf } from "#testing/choice-target.ts";
import type { Crawl, Visit } from "./crawl.ts";
import type { Finding } from "./finding.ts";
import { questionKey } from "./state-keys.ts";

/** Checks what all crawls together have reached. */
export function checkReach(bot: Bot, crawls: readonly Crawl[], links: readonly string[]): Finding[] {
  const visits = crawls.flatMap((crawl) => crawl.visits);
  const stuck = unansweredQuestions(visits);
  const isComplete = crawls.every((crawl) => crawl.isComplete);
  const reached = reachedTargets(visits, links);
  return [
    ...crawls.flatMap((crawl) => missedKeywords(bot, crawl)),
    ...stuck,
    ...crawls.filter((crawl) => !crawl.isComplete).map(toCut),
    // After an incomplete crawl nothing is reported as unreachable: the rest may lead there.
    ...(isComplete && stuck.length === 0 ? unreachableStories(bot, reached) : []),
    ...(isComplete ? unreachableSteps(bot, reached, stuck) : []),
  ];
}

/** Keys of stories and of their steps. */
type Reached = ReadonlySet<string>;

function keyOf(story: string, step?: string): string {
  return JSON.stringify([story, step]);
}

/** A story counts as reached only if another story, the fallback, or a link from outside leads to it. */
function reachedTargets(visits: readonly Visit[], links: readonly string[]): Reached {
  const reached = new Set<string>();
  const add = (link: string, by: string | undefined): void => {
    const { intent, step } = parseLink(link);
    if (intent !== by) reached.add(keyOf(intent));
    if (step !== undefined) reached.add(keyOf(intent, step));
  };
  for (const link of links) add(link, undefined);
  for (const { answer, after } of visits) {
    const { story, step } = answer.outcome;
    if (step !== undefined) reached.add(keyOf(story, step));
    for (const choice of answer.choices) {
      const target = targetOf(choice);
      if (target.type === "link") add(target.link, story);
    }
    const { current } = after;
    if (current === undefined || answer.outcome.outcome !== "answered") continue;
    if (current.step !== undefined) reached.add(keyOf(current.story, current.step));
    // Another story has switched to this one. A story that the crawl called by its own link does not count.
    const called = answer.event.type === "postback" ? parseLink(answer.event.link).intent : undefined;
    if (current.story !== called) reached.add(keyOf(current.story));
    if (current.question !== undefined) add(current.question.link, current.story);
  }
  return reached;
}

function unreachableStories(bot: Bot, reached: Reached): Finding[] {
  if (bot.services.length > 0) return [];
  return [...bot.stories.values()]
    .filter((story) => !hasWords(story) && story.events.length === 0)
    .filter(({ starters }) => !starters.some((name) => reached.has(keyOf(name))))
    .map(({ id }) => ({
      rule: "unreachable_story",
      severity: "error",
      story: id,
      detail:
        "no keyword, example, event or link leads to it; if a push or a campaign does, name its link among the links from outside",
    }));
}

function hasWords({ starters, vocabulary }: StoryDefinition): boolean {
  return vocabulary
    .filter(({ name }) => starters.includes(name))
    .some(({ keywords, examples }) => phrasesByLocale(keywords).length + phrasesByLocale(examples).length > 0);
}

function unreachableSteps(bot: Bot, reached: Reached, stuck: readonly Finding[]): Finding[] {
  return [...bot.stories.values()]
    .filter(({ id }) => !stuck.some(({ story }) => story === id))
    .flatMap((story) =>
      [...story.steps.values()]
        .filter(({ intents }) => intents.length === 0)
        .filter(({ name }) => !story.starters.some((starter) => reached.has(keyOf(starter, name))))
        .map(({ name }) => ({
          rule: "unreachable_step" as const,
          severity: "error" as const,
          story: story.id,
          step: name,
          detail: "no intent names it, and nothing that the bot says leads to it",
        })),
    );
}

/** Questions that the crawl has seen and never answered. */
function unansweredQuestions(visits: readonly Visit[]): Finding[] {
  const asked = new Map<string, Finding>();
  const passed = new Set<string>();
  for (const { before, after, answer, path } of visits) {
    const { current } = after;
    const question = current?.question;
    if (current !== undefined && question !== undefined && answer.outcome.outcome === "answered") {
      const key = questionKey(question);
      if (!asked.has(key)) asked.set(key, toUnanswered(current.story, question, path));
    }
    const open = before.current?.question;
    if (open === undefined || answer.outcome.outcome !== "answered") continue;
    const story = before.current?.story;
    // Another story has interrupted the question, or the story itself has led there.
    const isInterrupted =
      answer.outcome.story !== story && (after.suspended ?? []).some((each) => each.story === story);
    if (
      !isInterrupted &&
      answer.outcome.gaveUp === undefined &&
      (question === undefined || questionKey(question) !== questionKey(open))
    )
      passed.add(questionKey(open));
  }
  return [...asked].filter(([key]) => !passed.has(key)).map(([, finding]) => finding);
}

function toUnanswered(
  story: string,
  { link, slot }: { link: string; slot?: string },
  path: readonly string[],
): Finding {
  const { step } = parseLink(link);
  const what = slot === undefined ? "its question" : `its question for "${slot}"`;
  return {
    rule: "question_unanswered",
    severity: "warning",
    story,
    ...(step === undefined ? {} : { step }),
    detail: `${what} has no choices, and nothing that was tried answers it: what comes after it was not seen; name an answer that fits: --answer TEXT, or \`answers\` of storyLint`,
    path,
  };
}

function toCut({ locale, channel, visits }: Crawl): Finding {
  return {
    rule: "crawl_cut",
    severity: "warning",
    locale,
    channel,
    detail: `there is more to see than ${visits.length} turns; raise maxTurns`,
  };
}

/** Keywords that do not lead to their story. A keyword of two intents is reported as a duplicate instead. */
function missedKeywords(bot: Bot, { visits, locale, channel }: Crawl): Finding[] {
  const vocabulary = [...bot.stories.values()].flatMap((story) => story.vocabulary);
  const isShared = (text: string, story: string): boolean =>
    vocabulary.some(
      ({ name, keywords, examples }) =>
        bot.starters.get(name)?.id !== story &&
        [...phrasesByLocale(keywords), ...phrasesByLocale(examples)].some(
          (phrase) => normalize(phrase.text) === normalize(text),
        ),
    );
  return visits.flatMap(({ action, answer, path }): Finding[] => {
    if (action.from.type !== "keyword" || action.event.type !== "text") return [];
    const { story } = action.from;
    const { text } = action.event;
    const { outcome } = answer;
    if (outcome.story === story || isShared(text, story)) return [];
    const detail =
      outcome.outcome === "not_understood"
        ? `nobody understands its keyword "${text}"; keywords need letters or digits`
        : `its keyword "${text}" leads to "${outcome.story}"`;
    return [{ rule: "keyword_misses", severity: "error", story, locale, channel, detail, path }];
  });
}
