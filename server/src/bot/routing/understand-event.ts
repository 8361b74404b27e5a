import { asSpoken, type EventContent, type Meant } from "#channel/event.ts";
import { parseLink } from "#channel/message/link.ts";
import { readRating } from "#channel/message/rating.ts";
import type { ConversationState, Offer } from "#conversation/conversation.ts";
import type { Lease } from "#conversation/turns.ts";
import { notUnderstood, understand } from "#understanding/chain.ts";
import { findChoice } from "#understanding/choices.ts";
import type { Entity } from "#understanding/entities/entity.ts";
import { yesNo } from "#understanding/entities/yes-no.ts";
import { findCorrectionMarkers } from "#understanding/forms/correction-markers.ts";
import { formWordsOf } from "#understanding/forms/form-languages.ts";
import type { MoreFormWords } from "#understanding/forms/form-words.ts";
import { regionOf } from "#bot/state/locale.ts";
import { normalize } from "#understanding/text/normalize.ts";
import type { Understander, Understanding, UnderstandingRequest } from "#understanding/understanding.ts";
import { blank } from "#understanding/forms/denied.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import { isExactAnswer } from "#bot/forms/read-answer.ts";
import type { Slot } from "#bot/authoring/slot.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import { readSaid, type Said } from "#bot/forms/said.ts";
import { historyBefore } from "#bot/answering/history.ts";
import { whole, withinReach } from "./within-reach.ts";
import { findStory, rulesFor } from "./story-rules.ts";
import { findTwoWishes } from "./second-wish.ts";
import type { BotHost } from "#bot/bot-host.ts";
import type { InterruptionWatch } from "#bot/running/interruption-watch.ts";
import { startStoryTime } from "#bot/running/story-time.ts";

export type Understood = {
  /** What the person did. A typed choice has become the tap or the words that it stands for. */
  content: EventContent;
  understanding: Understanding;
  /** The words of the person, as a form reads them; undefined for an event without words. */
  said?: Said;
  /** A second wish in the same message, in the words of the person. */
  wish?: string;
};

/** Finds what an event means, in the time that a story has. A stop by the person ends it, too. */
export async function understandEvent(
  host: BotHost,
  lease: Lease,
  state: ConversationState,
  locale: string,
  interruptions: InterruptionWatch,
): Promise<Understood> {
  const { bot } = host;
  const { conversation, event } = lease;
  using limit = startStoryTime(bot, host.stopping);
  using _stop = interruptions.breakOff(limit, { whenSuperseded: false });
  const question = state.current?.question;
  const slots = bot.stories.get(state.current?.story ?? "")?.slots ?? [];
  const asked = slots.find(({ name }) => name === question?.slot);
  const ruleOf = rulesFor(host.storyRules(), conversation.connectorId, conversation.address.user);
  const { content, cut } = withinReach(asSpoken(event.content));
  if (cut !== undefined) host.report({ type: "understood_in_part", conversationId: conversation.id, ...cut });
  const understood = await understandContent({
    own: bot.understanding,
    services: host.services,
    entities: bot.entities,
    offered: state.offered ?? [],
    asked,
    filled: slots.filter(({ name }) => Object.hasOwn(state.current?.slots ?? {}, name)),
    waits: question !== undefined,
    words: bot.forms.words,
    starters: bot.starters,
    knows: (link) => findStory(bot, parseLink(link).intent, ruleOf) !== undefined,
    hasInside: (intent) => isInside(intent, bot.stories.get(state.current?.story ?? "")),
    asking: question === undefined ? undefined : state.current?.story,
    request: {
      content,
      locale,
      ...regionOf(event.locale),
      channel: host.connectorOf(conversation).channel,
      conversationId: conversation.id,
      now: event.at,
      timeZone: bot.timeZone,
      expected: state.expected ?? [],
      history: (limit) => historyBefore(host.log, lease, limit),
      signal: limit.signal,
    },
    failed: (service, error) => host.report({ type: "misunderstood", conversationId: conversation.id, service, error }),
    guessed: (guess) => host.inspect?.({ type: "guess", guess }),
  });
  host.inspect?.({ type: "understood", understanding: understood.understanding });
  return cut === undefined
    ? understood
    : { ...understood, content: whole(understood.content, content, asSpoken(event.content)) };
}

type ContentToUnderstand = {
  own: readonly Understander[];
  services: readonly Understander[];
  entities: readonly Entity[];
  request: UnderstandingRequest;
  offered: readonly Offer[];
  /** The slot that the open question asks for: "2" may be its answer instead of the second choice. */
  asked: Slot | undefined;
  /** The slots that have a value: "no, 2" may correct one instead of choosing the second. */
  filled: readonly Slot[];
  /** Whether a question is open. */
  waits: boolean;
  words: MoreFormWords;
  starters: Bot["starters"];
  /** Whether a story of this bot has the link. */
  knows: (link: string) => boolean;
  /** Whether the intent means something inside the story that is under way. */
  hasInside: (intent: string) => boolean;
  /** The story that has asked the open question. */
  asking: string | undefined;
  failed: (name: string, error: unknown) => void;
  guessed: (guess: Understanding) => void;
};

/** Links first, then the choices on offer, then words: the first two cost nothing and cannot be wrong. */
async function understandContent(input: ContentToUnderstand): Promise<Understood> {
  const { content } = input.request;
  switch (content.type) {
    case "postback": {
      const rating = readRating(content.link);
      if (rating !== undefined) return { content: rating, understanding: notUnderstood };
      return content.unproved !== true || content.label === "" || input.knows(content.link)
        ? { content, understanding: understandLink(content.link) }
        : understandText(input, content.label);
    }
    case "notification":
      return { content, understanding: understandLink(content.link) };
    case "referral":
    case "optin":
      return { content, understanding: understandLink(content.ref) };
    case "text":
      return content.meant !== undefined && (input.knows(content.meant.intent) || input.hasInside(content.meant.intent))
        ? understandMeant(input, content.text, content.meant)
        : understandText(input, content.text);
    case "attachment":
      return content.text === undefined
        ? { content, understanding: notUnderstood }
        : { ...(await understandWords(input, content.text)), content };
    case "account_linking":
    case "channel_linked":
    case "channel_event":
    case "edited":
    case "deleted":
    case "reaction":
    case "identity_change":
    case "start":
    case "location":
    case "feedback":
    case "end":
    case "handover":
    case "handover_request":
    case "overheard":
    case "team_read":
    case "team":
      return { content, understanding: notUnderstood };
  }
}

function isInside(intent: string, story: StoryDefinition | undefined): boolean {
  if (story === undefined) return false;
  return story.secondary.includes(intent) || [...story.steps.values()].some(({ intents }) => intents.includes(intent));
}

/** The words still fill slots that the channel has left out, and answer an open question that they fit exactly. */
function understandMeant({ entities, request, words }: ContentToUnderstand, text: string, meant: Meant): Understood {
  const said = readSaid(text, entities, [], request, formWordsOf(request.locale, words));
  const { intent, slots = {} } = meant;
  const understanding = { intent, params: { ...slots }, confidence: 1, alternatives: [], source: "channel" };
  return { content: { type: "text", text }, understanding: { ...understanding, entities: said.mentions }, said };
}

async function understandText(input: ContentToUnderstand, text: string): Promise<Understood> {
  const choice = findChosen(input, text);
  if (choice === undefined) return understandWishes(input, text);
  if ("say" in choice) return understandWords(input, choice.say);
  const rating = readRating(choice.link);
  if (rating !== undefined) return { content: rating, understanding: notUnderstood };
  const content = { type: "postback" as const, link: choice.link, label: choice.label };
  return { content, understanding: understandLink(choice.link, "choice") };
}

/** Two wishes in one message: the first one is served now, and the second one is kept. */
async function understandWishes(input: ContentToUnderstand, text: string): Promise<Understood> {
  const { asked, asking, own, request, words, starters, failed } = input;
  // Whatever is said to a question without an entity may be its answer.
  if (asking !== undefined && asked?.entity === undefined) return understandWords(input, text);
  const spoken = formWordsOf(request.locale, words);
  let readers = own;
  const two = await findTwoWishes(text, spoken, {
    // With the whole text, which is read after its parts: a service is asked once for all.
    prepare: async (parts) => {
      readers = await readersFor(own, [text, ...parts], request, failed);
    },
    understand: (part) =>
      understand({ own: readers, services: [] }, { ...request, content: { type: "text", text: part } }, failed),
    storyOf: (intent) => starters.get(intent ?? "")?.id,
    isAnswer: (part) => asked !== undefined && isExactAnswer(asked, readSaid(part, [], [], request, spoken), request),
    asking,
  });
  if (two === undefined) return understandWords({ ...input, own: readers }, text);
  const understood = await understandWords(input, blank(text, [two.other]));
  return { ...understood, content: { type: "text", text }, wish: text.slice(two.other.start, two.other.end) };
}

/** Understanders that ask no service for one text at a time. One that fails now has understood none. */
function readersFor(
  own: readonly Understander[],
  texts: readonly string[],
  request: UnderstandingRequest,
  failed: (name: string, error: unknown) => void,
): Promise<Understander[]> {
  return Promise.all(
    own.map(async (each): Promise<Understander> => {
      try {
        return (await each.forTexts?.(texts, request)) ?? each;
      } catch (error) {
        failed(each.name, error);
        return { name: each.name, understand: () => undefined };
      }
    }),
  );
}

function findChosen(input: ContentToUnderstand, text: string): Offer | undefined {
  const { offered: all, asked, filled, waits, request, words } = input;
  // A "yes" answers the newest question, not a button of a message before it.
  const isAnswer = waits && yesNo().read(text, request) !== undefined;
  const offered = isAnswer ? all.filter(({ earlier }) => earlier !== true) : all;
  const newest = Math.max(
    0,
    offered.findLastIndex(({ recounts }) => recounts === true),
  );
  // What stands further up has no number any more, but its name.
  const choice =
    findOffer(text, offered.slice(newest), request.locale) ??
    (newest > 0 ? findOffer(text, offered, request.locale, { byNumber: false }) : undefined);
  if (choice === undefined || normalize(choice.label) === normalize(text)) return choice;
  const isCorrection = findCorrectionMarkers(text, formWordsOf(request.locale, words)).length > 0;
  if (isCorrection && filled.some((slot) => mentions(slot, text, request))) return undefined;
  return asked !== undefined && slotReads(asked, text, request) ? undefined : choice;
}

function findOffer(
  text: string,
  offers: readonly Offer[],
  locale: string,
  options: { byNumber?: boolean } = {},
): Offer | undefined {
  const index = findChoice(
    text,
    offers.map(({ label }) => label),
    locale,
    options,
  );
  return index === undefined ? undefined : offers[index];
}

/** Whether the words name a value for a slot. "No" alone is an answer. */
function mentions({ entity }: Slot, text: string, request: UnderstandingRequest): boolean {
  return entity !== undefined && entity.onlyAsAnswer !== true && entity.find(text, request).length > 0;
}

/** Whether a slot reads these words itself. A slot without an entity reads only a number, if its schema accepts it. */
function slotReads({ entity, schema }: Slot, text: string, request: UnderstandingRequest): boolean {
  if (entity !== undefined) return entity.read(text, request) !== undefined;
  if (schema === undefined || !/^\s*\d+\s*$/.test(text)) return false;
  const read = schema["~standard"].validate(text);
  return !(read instanceof Promise) && read.issues === undefined;
}

async function understandWords(
  { own, services, entities, request, words, failed, guessed }: ContentToUnderstand,
  text: string,
): Promise<Understood> {
  const content = { type: "text" as const, text };
  const asked = { ...request, content };
  const understanding = await understand({ own, services }, asked, failed, guessed);
  const known = new Set(entities.map(({ name }) => name));
  // Our own rules read our own entities. A service counts for entities that only it knows, and for roles.
  const foreign = understanding.entities.filter(({ entity, role }) => role !== undefined || !known.has(entity));
  const said = readSaid(text, entities, foreign, request, formWordsOf(request.locale, words));
  return { content, understanding: { ...understanding, entities: said.mentions }, said };
}

/** A tap has exactly one meaning. So has a referral or an opt-in whose `ref` is a link. */
function understandLink(link: string, source: "link" | "choice" = "link"): Understanding {
  return { ...parseLink(link), confidence: 1, entities: [], alternatives: [], source };
}
