import type { EventContent } from "#channel/event.ts";
import { parseLink } from "#channel/message/link.ts";
import type { Question, StoryState } from "#conversation/conversation.ts";
import { yesNo } from "#understanding/entities/yes-no.ts";
import { findFormCommand } from "#understanding/forms/form-command.ts";
import { allFormWords } from "#understanding/forms/form-languages.ts";
import { clear, sure, type Understanding } from "#understanding/understanding.ts";
import { isExactAnswer } from "#bot/forms/read-answer.ts";
import { commandsFor, isForOne, waitingForm } from "#bot/forms/waiting-form.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { Step } from "#bot/authoring/steps.ts";
import { readResumption } from "#bot/running/resumption.ts";
import type { Candidate, StoryPick } from "./candidate.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import { correction } from "./correction.ts";
import type { PickRequest } from "./pick-request.ts";
import { findStory } from "./story-rules.ts";
import { toQuestion } from "./to-question.ts";
import { stepFor } from "./waiting-step.ts";

/** Which story is it about? A tap names it. A text goes to the question that waits for it, unless it clearly asks for something else. */
export function pickStory(request: PickRequest): StoryPick {
  const { content, bot } = request;
  switch (content.type) {
    case "postback": {
      const choice = readResumption(content.link);
      if (choice !== undefined) return { type: "resumption", choice };
      return { type: "story", candidates: meanings(request), otherwise: "unknown_link" };
    }
    case "notification":
      return { type: "story", candidates: meanings(request), otherwise: "unknown_link" };
    case "text":
      return (
        commandIn(request) ?? {
          type: "story",
          candidates: orElsewhere(forText(request), request),
          otherwise: "not_understood",
        }
      );
    case "attachment": {
      const candidates = [
        ...question(request, content.text !== undefined),
        ...forEvent(request, "attachment"),
        ...meanings(request),
      ];
      return {
        type: "story",
        candidates: content.text === undefined ? candidates : orElsewhere(candidates, request),
        otherwise: "not_understood",
      };
    }
    case "location":
      return {
        type: "story",
        candidates: [...question(request, false), ...forEvent(request, "location")],
        otherwise: "not_understood",
      };
    case "referral":
    case "optin": {
      // Who stops something wants no welcome, and who was known under another name has one already.
      const isNews = content.type === "referral" || (content.status !== "stopped" && !isOnlyName(content));
      if (!isNews) return { type: "story", candidates: forEvent(request, "optin"), otherwise: "unhandled" };
      // A person who comes by an unknown link is welcomed like anybody else.
      const welcome = bot.events.has(content.type) ? forEvent(request, content.type) : forEvent(request, "start");
      return { type: "story", candidates: [...meanings(request), ...welcome], otherwise: "unhandled" };
    }
    case "channel_linked": {
      // Who is not greeted as somebody who goes on is greeted as somebody who comes.
      const named = (["channel_linked", "referral", "start"] as const).find((event) => bot.events.has(event));
      return { type: "story", candidates: named === undefined ? [] : forEvent(request, named), otherwise: "unhandled" };
    }
    case "start": {
      // A referral that opened the chat has been welcomed already, so the start must not be welcomed again.
      const { referredAt, current, continuation } = request.state;
      const isWelcomed = referredAt === request.at && (current ?? continuation) !== undefined;
      return { type: "story", candidates: isWelcomed ? [] : forEvent(request, "start"), otherwise: "unhandled" };
    }
    case "feedback":
    case "account_linking":
    case "channel_event":
    case "edited":
    case "reaction":
    case "identity_change":
    case "end":
    case "handover":
    case "handover_request":
      return { type: "story", candidates: forEvent(request, content.type), otherwise: "unhandled" };
    case "deleted": {
      const candidates = content.placeholder === true ? [] : forEvent(request, content.type);
      return { type: "story", candidates, otherwise: "unhandled" };
    }
    case "overheard":
    case "team_read":
    case "team":
      return { type: "story", candidates: [], otherwise: "unhandled" };
  }
}

function isOnlyName({ ref, userRef }: Extract<EventContent, { type: "optin" }>): boolean {
  return ref === "" && userRef !== undefined;
}

/** What the words ask of the form that waits. Undefined: nothing, or they answer its question, or a story claims them. */
function commandIn(request: PickRequest): StoryPick | undefined {
  const { bot, state, said, context, understanding } = request;
  const form = waitingForm(bot, state);
  if (form === undefined || said === undefined || answersExactly(request, { names: true })) return undefined;
  const allowed = commandsFor(form, bot.forms.commands);
  const command = findFormCommand(said.text, allFormWords(context.locale, bot.forms.words), allowed);
  if (command === undefined) return undefined;
  const isSure = understanding.source === "keywords" || understanding.confidence >= clear;
  const candidates = isSure
    ? meanings(request).filter((each) => each.step !== undefined || each.story !== form.story)
    : [];
  // A story of the author's that claims "back" is the author's "back". One that claims "cancel" also leaves the form.
  if (command !== "cancel" && candidates.length > 0) return undefined;
  return { type: "command", command, story: form.story, candidates };
}

/**
 * Whether the words are exactly what the open question asks for.
 * @param names all of them must name the value: "un paso atrás" is a command, though "un" can be read as 1, and so is
 * "já não quero", though "já" is now.
 */
function answersExactly({ bot, state, said, context }: PickRequest, { names = false } = {}): boolean {
  const asked = state.current?.question?.slot;
  const slot = bot.stories.get(state.current?.story ?? "")?.slots.find(({ name }) => name === asked);
  if (slot === undefined || said === undefined || !isExactAnswer(slot, said, context)) return false;
  if (!names || slot.entity === undefined) return true;
  return said.meant === said.text && slot.entity.find(said.text, context).length > 0;
}

/** Words that no story claims may be for a bot that runs elsewhere. */
function orElsewhere(candidates: Candidate[], request: PickRequest): Candidate[] {
  return candidates.length > 0 ? candidates : notUnderstood(request);
}

/** The bot that the person talks to, as it may have asked; else the first that wants such texts. */
function notUnderstood({ bot, state, understanding, ruleOf }: PickRequest): Candidate[] {
  const current = bot.stories.get(state.current?.story ?? "");
  const named = current?.remote === undefined ? bot.rest.notUnderstood : current;
  const story = named === undefined ? undefined : findStory(bot, named.id, ruleOf);
  if (story === undefined) return [];
  const { intent, params } = understanding;
  return [{ story, params: {}, slots: {}, question: { ...(intent === undefined ? {} : { intent }), params } }];
}

function forText(request: PickRequest): Candidate[] {
  const { understanding, state, bot, said } = request;
  const meant = meanings(request);
  const asked = question(request, true);
  const others = (first: readonly Candidate[]): Candidate[] => [...first, ...answersToSuspended(request)];
  if (asked.length > 0 && answersExactly(request)) return others([...asked, ...meant]);
  const staysInside = meant[0]?.story.id === state.current?.story;
  // The story may be that of an alternative, when this bot has no story for the intent itself; then it is a guess.
  const isStarter =
    meant[0]?.story.starters.includes(understanding.intent ?? "") === true || meant[0]?.story.remote !== undefined;
  const isMeant = isStarter || staysInside;
  // A question of the person's own is rarely an answer, so a good guess is enough.
  const needed = said?.isQuestion === true && !staysInside ? sure : clear;
  const isClear = understanding.confidence >= needed && isMeant;
  const mayLeave = bot.stories.get(state.current?.story ?? "")?.interruptible ?? true;
  if (!mayLeave && asked.length > 0 && !staysInside) return asked;
  // "A blue umbrella" may sound like the story that asks what was lost. It is the answer, not a new beginning.
  const isAnswer = staysInside && isStarter && understanding.confidence < 1 && asked.length > 0;
  const corrected = correction(request);
  if (isClear && !isAnswer && (mayLeave || staysInside)) return others([...meant, ...corrected, ...asked]);
  return others([...corrected, ...asked, ...meant]);
}

/** A text may answer the question that was interrupted, even though it has not been asked again. */
function answersToSuspended({ bot, state, content, context, ruleOf }: PickRequest): Candidate[] {
  const waiting = state.suspended?.at(-1);
  const answersToQuestion = waiting?.question;
  const story = waiting === undefined ? undefined : findStory(bot, waiting.story, ruleOf);
  const entity = story?.slots.find(({ name }) => name === answersToQuestion?.slot)?.entity;
  if (waiting === undefined || answersToQuestion === undefined || story === undefined || content.type !== "text")
    return [];
  if (story.id !== waiting.story || entity?.read(content.text, context) === undefined) return [];
  return [{ story, params: { ...waiting.params }, slots: waiting.slots, answers: answersToQuestion }];
}

/**
 * The story that waits for an answer. After a deployment it may be gone.
 * @param hasWords a slot can be filled by words only; a step accepts any event.
 */
function question(request: PickRequest, hasWords: boolean): Candidate[] {
  const { bot, state, ruleOf } = request;
  const waiting = state.current?.question;
  if (waiting === undefined || (waiting.slot !== undefined && !hasWords)) return [];
  const { intent, step, params } = parseLink(waiting.link);
  const story = findStory(bot, intent, ruleOf);
  if (story === undefined || (step !== undefined && !story.steps.has(step))) return [];
  const slots = story.id === state.current?.story ? state.current.slots : {};
  const asking = story.steps.get(step ?? "");
  if (asking === undefined) return [{ story, params, slots, answers: waiting }];
  const taking = stepFor(story, asking, request);
  return taking === undefined ? [] : [{ story, step: taking.name, params, slots, answers: waiting }];
}

/** The first meaning that leads to a story. When the intent leads to none here, its alternatives may. */
function meanings(request: PickRequest): Candidate[] {
  const { intent, alternatives } = request.understanding;
  if (intent === undefined) return [];
  for (const meant of [intent, ...alternatives.map((each) => each.intent)]) {
    const candidates = candidatesFor(request, meant);
    if (candidates.length > 0) return candidates;
  }
  return [];
}

function candidatesFor(request: PickRequest, intent: string): Candidate[] {
  const { bot, understanding, state, ruleOf, content } = request;
  const { step, params, source } = understanding;
  const { current } = state;
  const isTap = source === "link" || source === "choice";
  const inside = current === undefined || isTap ? undefined : insideCurrent(request, current, intent);
  if (inside !== undefined) return [{ ...inside, params: { ...current?.params, ...params } }];

  const story = findStory(bot, intent, ruleOf);
  if (story?.remote !== undefined) return [toQuestion(story, { intent, step, params })];
  if (story === undefined || (step !== undefined && !story.steps.has(step))) return [];
  // The story that asks goes on after one of its buttons, or when its subject is named again. Another one begins anew.
  const carriesOn = current?.story === story.id && (step !== undefined || current.question !== undefined);
  // An interrupted story that is named again goes on where it was.
  const waiting = isTap ? undefined : state.suspended?.find((each) => each.story === story.id);
  if (!carriesOn && waiting !== undefined)
    return [{ story, params: { ...waiting.params, ...params }, slots: waiting.slots }];
  if (!carriesOn || content.type === "notification")
    return [{ story, ...(step === undefined ? { begins: true } : { step }), params, slots: {} }];
  if (step !== undefined) return [{ story, step, params, slots: current.slots }];
  return [{ story, params: { ...current.params, ...params }, slots: current.slots }];
}

function insideCurrent(
  { bot, ruleOf, understanding, said, context }: PickRequest,
  current: StoryState,
  intent: string,
): Omit<Candidate, "params"> | undefined {
  const story = bot.stories.get(current.story);
  if (story === undefined || findStory(bot, story.id, ruleOf) !== story) return undefined;
  const target = pickStep(story, current, intent);
  if (target.type === "elsewhere") return undefined;
  const { question: open } = current;
  if (target.type === "step" && open !== undefined && isForOne(open) && parseLink(open.link).step !== target.name) {
    // A "yes" that answers one question must not lead to the step that expects a "yes" to another one.
    if (said !== undefined && yesNo().read(said.text, context) !== undefined) return undefined;
    // What only sounds like the step may be the answer.
    const needed = intent === understanding.intent && isClearStep(story, open, understanding);
    if (open.slot !== undefined && !needed) return undefined;
  }
  return { story, slots: current.slots, ...(target.type === "step" ? { step: target.name } : {}) };
}

/** Any sentence may be the answer to a question without an entity, also one that the classifier takes for something else. */
function isClearStep(story: StoryDefinition, { slot }: Question, { confidence, source }: Understanding): boolean {
  const { entity } = story.slots.find(({ name }) => name === slot) ?? {};
  return confidence >= clear && (entity !== undefined || source === "keywords");
}

/** Where an intent leads inside the story that is under way. */
type StepTarget = { type: "step"; name: string } | { type: "run" } | { type: "elsewhere" };

/**
 * The nearest step wins: the steps below the current one, the current one itself, its siblings, and so on up to the root.
 * After these comes the story's own beginning, if the intent is one of its secondary ones.
 */
function pickStep(story: StoryDefinition, { step }: StoryState, intent: string): StepTarget {
  const all = [...story.steps.values()];
  const below = (parent: string | undefined): Step | undefined =>
    all.find((each) => each.parent === parent && each.intents.includes(intent));
  for (let at = step === undefined ? undefined : story.steps.get(step); at !== undefined; at = parentOf(story, at)) {
    const found = below(at.name) ?? (at.intents.includes(intent) ? at : undefined);
    if (found !== undefined) return { type: "step", name: found.name };
  }
  const root = below(undefined);
  if (root !== undefined) return { type: "step", name: root.name };
  return story.secondary.includes(intent) ? { type: "run" } : { type: "elsewhere" };
}

function parentOf(story: StoryDefinition, { parent }: Step): Step | undefined {
  return parent === undefined ? undefined : story.steps.get(parent);
}

function forEvent({ bot, ruleOf }: PickRequest, event: Parameters<Bot["events"]["get"]>[0]): Candidate[] {
  const named = bot.events.get(event);
  const story = named === undefined ? undefined : findStory(bot, named.id, ruleOf);
  return story === undefined ? [] : [{ story, params: {}, slots: {}, begins: true }];
}
