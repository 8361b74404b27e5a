import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryDefinition, StoryEvent } from "#bot/authoring/story.ts";
import type { EventContent } from "#channel/event.ts";
import { encodeLink, parseLink } from "#channel/message/link.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { phrasesByLocale } from "#understanding/keywords.ts";
import type { SimulatedAnswer } from "#testing/answer.ts";
import { targetOf } from "#testing/choice-target.ts";
import { languageOf } from "#i18n/locale.ts";

/** Something that the crawl does. */
export type Action = {
  event: EventContent;
  /** Two actions of the same name are the same, in any state. */
  name: string;
  /** Two actions of the same shape are similar: the same story and step, with other parameters. */
  shape: string;
  /** The story that it is for, if that is known. */
  story: string | undefined;
  /** Its origin: the crawl has made it up, or an answer of a story offers it. */
  from:
    | { type: "start" }
    /** A link that the crawl has made. Perhaps no story offers it. */
    | { type: "made_up" }
    | { type: "outside" }
    | { type: "keyword"; story: string }
    | { type: "choice"; label: string; story: string; step: string | undefined }
    | { type: "answer" };
};

type Knowledge = { locale: string; links: readonly string[]; answers: readonly string[] };

/** Everything that can begin a conversation. */
export function firstActions(bot: Bot, { locale, links }: Knowledge): Action[] {
  const stories = [...bot.stories.values()];
  const start = { type: "start" } as const;
  return [
    plain({ type: "start" }, start),
    ...stories.flatMap((story) => keywordsOf(story, locale).map((keyword) => beginBy(story, keyword))),
    ...links.map((link) => follow(link, "a link", { type: "outside" })),
    ...[...bot.events.keys()].filter((event) => event !== "start").map((event) => plain(sampleOf(event), start)),
    ...stories.map(begin),
    say(nonsense, undefined, start),
    follow(nonsense, nonsense, start),
  ];
}

/** A word that probably no bot knows. */
const nonsense = "zxqvzxqv";

/** Everything that can be done after an answer. */
export function actionsAfter(
  bot: Bot,
  { locale, answers }: Knowledge,
  { after, answer }: { after: ConversationState; answer: SimulatedAnswer },
): Action[] {
  const { current, handover } = after;
  if (handover !== undefined) return [];
  const story = bot.stories.get(current?.story ?? "");
  return [
    ...answer.choices.flatMap((choice) => choose(choice, answer.outcome)),
    ...(current?.question === undefined ? [] : answersTo(current.question.slot, answers)),
    ...(story === undefined ? [] : [begin(story), ...intentsWithin(bot, story, locale)]),
  ];
}

function choose(choice: SimulatedAnswer["choices"][number], { story, step }: SimulatedAnswer["outcome"]): Action[] {
  const target = targetOf(choice);
  const from = { type: "choice", label: choice.label, story, step } as const;
  switch (target.type) {
    case "link":
      return [follow(target.link, choice.label, from)];
    case "say":
      return [say(target.text, undefined, from)];
    case "url":
      return [];
  }
}

/** Only a step can ask for a location or a picture: a slot reads texts. */
function answersTo(slot: string | undefined, answers: readonly string[]): Action[] {
  const texts = answers.map((text) => say(text, undefined, { type: "answer" }));
  if (slot !== undefined) return texts;
  return [
    ...texts,
    ...(["location", "attachment"] as const).map((event) => plain(sampleOf(event), { type: "answer" })),
  ];
}

/** What can be said while the story is in progress: one phrase for each intent. */
function intentsWithin(bot: Bot, story: StoryDefinition, locale: string): Action[] {
  const names = new Set([...story.secondary, ...[...story.steps.values()].flatMap(({ intents }) => intents)]);
  const vocabulary = [...bot.stories.values()].flatMap((each) => each.vocabulary);
  return [...names].flatMap((name) => {
    const own = vocabulary.filter((intent) => intent.name === name);
    const [phrase] = own.flatMap(({ keywords, examples }) => [
      ...spoken(keywords, locale),
      ...spoken(examples, locale),
    ]);
    return phrase === undefined ? [] : [say(phrase, story.id, { type: "answer" })];
  });
}

function keywordsOf({ starters, vocabulary }: StoryDefinition, locale: string): string[] {
  return vocabulary.filter(({ name }) => starters.includes(name)).flatMap(({ keywords }) => spoken(keywords, locale));
}

function spoken(phrases: Parameters<typeof phrasesByLocale>[0], locale: string): string[] {
  return phrasesByLocale(phrases)
    .filter((each) => each.locale === undefined || languageOf(each.locale) === languageOf(locale))
    .map(({ text }) => text);
}

function begin({ id }: StoryDefinition): Action {
  return follow(encodeLink(id), id, { type: "made_up" });
}

function beginBy({ id }: StoryDefinition, keyword: string): Action {
  return say(keyword, id, { type: "keyword", story: id });
}

function say(text: string, story: string | undefined, from: Action["from"]): Action {
  return { event: { type: "text", text }, name: `say ${text}`, shape: `say ${text}`, story, from };
}

function follow(link: string, label: string, from: Action["from"]): Action {
  const { intent, step, params } = parseLink(link);
  const shape = JSON.stringify([intent, step, Object.keys(params).toSorted()]);
  return { event: { type: "postback", link, label }, name: link, shape, story: intent, from };
}

function plain(event: EventContent, from: Action["from"]): Action {
  return { event, name: event.type, shape: event.type, story: undefined, from };
}

function sampleOf(event: StoryEvent): EventContent {
  switch (event) {
    case "start":
    case "end":
      return { type: event };
    case "referral":
    case "optin":
      return { type: event, ref: nonsense };
    case "attachment":
      return { type: event, attachments: [{ kind: "image", url: "https://www.example.org/image.png" }] };
    case "location":
      return { type: event, latitude: 48.86, longitude: 2.35 };
    case "feedback":
      return { type: event, value: "up" };
    case "channel_linked":
      return { type: event, channel: "web", connectorId: "web", isNew: true };
    case "account_linking":
      return { type: event, status: "linked", code: nonsense };
    case "channel_event":
      return { type: event, name: "order", data: {} };
    case "edited":
      return { type: event, messageId: "m", text: nonsense };
    case "deleted":
      return { type: event, messageId: "m" };
    case "reaction":
      return { type: event, messageId: "m", emoji: "❤", added: true };
    case "identity_change":
      return { type: event, previous: "before" };
    case "handover":
      return { type: event, to: "bot" };
    case "handover_request":
      return { type: event, by: "1" };
  }
}
