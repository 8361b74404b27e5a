import type { Connector, Loss } from "#channel/connector.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { ConversationLog, Frame } from "#channel/log.ts";
import type { Conversation, ConversationState } from "#conversation/conversation.ts";
import type { Interruptions } from "#conversation/interruptions.ts";
import type { Answer, Lease, Turns } from "#conversation/turns.ts";
import type { Missing } from "#i18n/catalogue.ts";
import type { Understander } from "#understanding/understanding.ts";
import { AnswerWriter } from "./answer-writer.ts";
import type { Bot } from "./create-bot.ts";
import { isSilent, pauseFor } from "./handover.ts";
import { historyBefore } from "./history.ts";
import { InterruptionWatch } from "./interruption-watch.ts";
import { chooseLocale, localeOf } from "./locale.ts";
import { Once } from "./once.ts";
import { TurnDesk } from "./open-turn.ts";
import { pickStory } from "./pick-story.ts";
import { offerToResume, takeUpOrDrop } from "./resume-story.ts";
import { runStory, type StoryOutcome } from "./run-story.ts";
import { stateAfterTurn } from "./state-after.ts";
import type { StoryRun } from "./story-run.ts";
import { type FindRule, rulesFor, type StoryRules } from "./story-rules.ts";
import { TimeLimit, TurnBrokenOff } from "./time-limit.ts";
import { dropUndefined, freshened, openDraft } from "./turn-draft.ts";
import { understandEvent, type Understood } from "./understand-event.ts";

/** What the road needs of the rest of the server. */
export type BotHost = {
  bot: Bot;
  /** The bot's, made safe against their failures. */
  services: readonly Understander[];
  storyRules: StoryRules;
  turns: Pick<Turns, "append" | "commit" | "noted" | "note">;
  log: Pick<ConversationLog, "tail">;
  interruptions: Interruptions;
  connectorOf(conversation: Conversation): Connector;
  /** Passes a frame on to who is watching; lost if nobody is. */
  frame(conversationId: string, frame: Frame): void;
  /** Tells the person that the bot is at work, or no longer. */
  typing(conversation: Conversation, on: boolean): void;
  /** Called once a part of an answer is durable. */
  written(conversationId: string, answer: Answer): void;
  report(report: TurnReport): void;
  /** Waits between two bubbles. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  now: () => number;
  /** Aborts when the server stops and cannot wait any longer. */
  stopping: AbortSignal;
};

export type TurnReport =
  | {
      type: "handled";
      conversationId: string;
      connectorId: string;
      seq: number;
      eventId: string;
      /** What kind of event it was. */
      event: string;
      /** Who understood it, and how sure that was. */
      source: string;
      confidence: number;
      outcome: StoryOutcome;
      messages: number;
      /** What the channel has been given to deliver; empty where people read the log. */
      deliveries: readonly string[];
      ms: number;
    }
  | { type: "losses"; conversationId: string; channel: string; messageId: string; losses: Loss[] }
  /** A catalogue lacks a message or was not given an argument; something else was said in its place. */
  | { type: "missing_words"; conversationId: string; missing: Missing }
  /** The offer to go on with an interrupted story failed; the answer before it stands. */
  | { type: "offer_failed"; conversationId: string; error: unknown }
  /** An understander failed; the others answered in its place. */
  | { type: "misunderstood"; conversationId: string; service: string; error: unknown };

/** The road: one event, its answer, one commit. Start reading here. */
export async function handleEvent(host: BotHost, lease: Lease): Promise<void> {
  const started = host.now();
  const { conversation } = lease;
  const state = freshened(conversation.state, host.bot.conversationTimeout, started);
  host.typing(conversation, !isSilent(state, started));
  using _typing = { [Symbol.dispose]: () => host.typing(conversation, false) };
  using interruptions = new InterruptionWatch(host.interruptions, lease);

  const language = localeOf(host.bot, lease, state);
  const heard = await understand(host, lease, state, language.locale, interruptions);
  const answered = await answer({ host, lease, state, interruptions, ...heard, ...language });
  const rest = await complete(answered.writer, lease);
  await host.turns.commit(lease, rest, keptOf(state, answered, lease, host.now()), host.now());
  host.written(conversation.id, rest);
  host.report(reportOf(answered, heard, lease, host.now() - started));
}

async function understand(
  host: BotHost,
  lease: Lease,
  state: ConversationState,
  locale: string,
  interruptions: InterruptionWatch,
): Promise<Understood> {
  const { bot } = host;
  const { conversation, event } = lease;
  using limit = new TimeLimit(bot.storyTimeout, host.stopping);
  using _stop = interruptions.onBreak(false, (why) => limit.breakOff(why));
  const slot = state.current?.question?.slot;
  const asked = bot.stories.get(state.current?.story ?? "")?.slots.find(({ name }) => name === slot);
  return await understandEvent({
    chain: [...bot.understanding, ...host.services],
    entities: bot.entities,
    offered: state.offered ?? [],
    asked: asked?.entity,
    request: {
      content: event.content,
      locale,
      channel: host.connectorOf(conversation).channel,
      conversationId: conversation.id,
      now: event.at,
      timeZone: bot.timeZone,
      expected: state.expected ?? [],
      history: (limit) => historyBefore(host.log, lease, limit),
      signal: limit.signal,
    },
    failed: (service, error) => host.report({ type: "misunderstood", conversationId: conversation.id, service, error }),
  });
}

type Answerable = Understood & {
  host: BotHost;
  lease: Lease;
  state: ConversationState;
  interruptions: InterruptionWatch;
  locale: string;
  spoken: string | undefined;
};

type Answered = { outcome: StoryOutcome; writer: AnswerWriter; after: ConversationState; locale: string };

/** Lets the picked story speak, unless a person has the conversation; says what the conversation is like after it. */
async function answer(request: Answerable): Promise<Answered> {
  const { host, lease, state, content, understanding, locale, spoken } = request;
  const { bot } = host;
  const connector = host.connectorOf(lease.conversation);
  const ruleOf = rulesFor(host.storyRules, lease.conversation.connectorId);
  const writer = openWriter(host, lease, connector);
  const pause = pauseFor({ bot, state, content, understanding, connector, ruleOf, now: host.now() });
  if (pause.type === "silent") {
    const after = dropUndefined<ConversationState>({ ...state, spoken, handover: pause.handover });
    return { outcome: pause.outcome, writer, after, locale };
  }
  using desk = openDesk(request, connector, writer, pause.handover);
  const run = openRun(request, desk, writer, ruleOf);
  const outcome = await speak(run, request);
  return { outcome, writer, after: stateAfterTurn(state, desk.draft, outcome, content, writer), locale: desk.locale };
}

async function speak(run: StoryRun, { host, lease, state }: Answerable): Promise<StoryOutcome> {
  const pick = pickStory({ ...run, bot: run.bot, state, at: lease.event.at });
  try {
    const outcome = pick.type === "resumption" ? await takeUpOrDrop(run, pick.offer) : await runStory(run, pick);
    if (outcome.outcome === "answered") await offerSafely(run, host, lease);
    return outcome;
  } catch (error) {
    if (!(error instanceof TurnBrokenOff)) throw error;
    run.keepSoFar();
    return { story: "fallback", outcome: error.reason };
  }
}

/** The answer before it is good: an offer that fails must not undo it. */
async function offerSafely(run: StoryRun, host: BotHost, { conversation }: Lease): Promise<void> {
  try {
    await offerToResume(run);
  } catch (error) {
    host.stopping.throwIfAborted();
    if (!(error instanceof TurnBrokenOff))
      host.report({ type: "offer_failed", conversationId: conversation.id, error });
  }
}

function openDesk(
  { host, lease, state, content, understanding, locale, spoken, interruptions }: Answerable,
  connector: Connector,
  writer: AnswerWriter,
  handover: ConversationState["handover"],
): TurnDesk {
  const conversationId = lease.conversation.id;
  return new TurnDesk({
    bot: host.bot,
    connector,
    lease,
    state,
    content,
    understanding,
    draft: { ...openDraft(state), spoken, handover },
    writer,
    locale,
    once: new Once(host.turns, lease),
    interruptions,
    history: (limit) => historyBefore(host.log, lease, limit),
    missing: (missing) => host.report({ type: "missing_words", conversationId, missing }),
    now: host.now,
    stopping: host.stopping,
  });
}

function openRun(
  { host, lease, content, understanding, locale }: Answerable,
  desk: TurnDesk,
  writer: AnswerWriter,
  ruleOf: FindRule,
): StoryRun {
  const entered: { story: string; step?: string }[] = [];
  return {
    bot: host.bot,
    ruleOf,
    content,
    understanding,
    context: { locale, now: lease.event.at, timeZone: host.bot.timeZone },
    get draft() {
      return desk.draft;
    },
    turnFor: (story) => desk.turnFor(story),
    said: () => writer.count,
    last: () => writer.last,
    settled: () => writer.settled(),
    entered: (place) => void entered.push(place),
    place: (first) => entered.at(-1) ?? first,
    startOver: () => desk.startOver(),
    keepSoFar: () => desk.keepSoFar(),
    stopping: host.stopping,
  };
}

function openWriter(host: BotHost, lease: Lease, connector: Connector): AnswerWriter {
  const { conversation } = lease;
  return new AnswerWriter({
    id: `${conversation.id}/${lease.seq}`,
    connector,
    unasked: lease.event.content.type === "notification",
    append: async (answer) => {
      await host.turns.append(lease, answer, host.now());
      host.written(conversation.id, answer);
    },
    frame: (frame) => host.frame(conversation.id, frame),
    typing: () => host.typing(conversation, true),
    pause: (ms, signal) => host.pause(ms, signal),
    lost: (messageId, losses) =>
      host.report({ type: "losses", conversationId: conversation.id, channel: connector.channel, messageId, losses }),
  });
}

async function complete(writer: AnswerWriter, { seq }: Lease): Promise<Answer> {
  const rest = await writer.close();
  return { ...rest, events: [...rest.events, { key: `${seq}.end`, body: { type: "turn.end", of: seq } }] };
}

/** What is kept besides the stories' doing: when it was, and what is on offer. */
function keptOf(state: ConversationState, answered: Answered, { event }: Lease, now: number): ConversationState {
  const { after, locale, writer } = answered;
  return dropUndefined<ConversationState>({
    ...after,
    locale,
    at: now,
    offered: writer.count > 0 ? writer.offered : state.offered,
    referredAt: event.content.type === "referral" ? event.at : state.referredAt,
    actedAt: isTheirOwn(event.content.type) ? event.at : state.actedAt,
  });
}

/** What a person did themselves lets a channel answer for a while; what was done to them does not. */
function isTheirOwn(type: InboundEvent["content"]["type"]): boolean {
  return type !== "notification" && type !== "handover";
}

function reportOf(
  { outcome, writer }: Answered,
  { understanding }: Understood,
  { conversation, event, seq }: Lease,
  ms: number,
): TurnReport {
  return {
    type: "handled",
    conversationId: conversation.id,
    connectorId: conversation.connectorId,
    seq,
    eventId: event.id,
    event: event.content.type,
    source: understanding.source,
    confidence: understanding.confidence,
    outcome,
    messages: writer.count,
    deliveries: writer.deliveries,
    ms,
  };
}

/** The answer to an event that could not be handled, however often it was tried. */
export function apologize(host: BotHost, lease: Lease): Answer {
  const { spoken, locale: before } = lease.conversation.state;
  const locale = chooseLocale(host.bot.locales, spoken, lease.event.locale, before);
  const messageId = `${lease.conversation.id}/${lease.seq}.sorry`;
  const message = { type: "text" as const, text: host.bot.apology(locale), buttons: [], quickReplies: [] };
  const connector = host.connectorOf(lease.conversation);
  const payloads = connector.delivery === "push" ? connector.render(message).payloads : [];
  return {
    events: [
      { key: messageId, body: { type: "message", messageId, author: { role: "bot" }, message } },
      { key: `${lease.seq}.end`, body: { type: "turn.end", of: lease.seq } },
    ],
    deliveries: payloads.map((payload, part) => ({ id: `${messageId}.${part}`, payload })),
  };
}
