import type { Connector, Loss } from "#channel/connector.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { ConversationLog, Frame } from "#channel/log.ts";
import type { Conversation, ConversationState } from "#conversation/conversation.ts";
import type { Interruptions } from "#conversation/interruptions.ts";
import type { Answer, Lease, Turns } from "#conversation/turns.ts";
import type { Missing } from "#i18n/catalogue.ts";
import { detectLocale } from "#i18n/detect-locale.ts";
import type { Understander } from "#understanding/understanding.ts";
import { AnswerWriter } from "./answer-writer.ts";
import type { Bot } from "./create-bot.ts";
import { isSilent, pauseFor } from "./handover.ts";
import { historyBefore } from "./history.ts";
import { chooseLocale } from "./locale.ts";
import { TurnDesk } from "./open-turn.ts";
import { pickStory } from "./pick-story.ts";
import { offerToResume, takeUpOrDrop } from "./resume-story.ts";
import { runStory, type StoryOutcome, type StoryRun } from "./run-story.ts";
import { rulesFor, type StoryRules } from "./story-rules.ts";
import { TimeLimit, TurnBrokenOff } from "./time-limit.ts";
import { dropUndefined, freshened, openDraft, stateAfter } from "./turn-draft.ts";
import { understandEvent, type Understood } from "./understand-event.ts";

/** What the road needs of the rest of the server. */
export type BotHost = {
  bot: Bot;
  /** The bot's, made safe against their failures. */
  services: readonly Understander[];
  storyRules: StoryRules;
  turns: Pick<Turns, "append" | "commit" | "noted" | "note">;
  log: Pick<ConversationLog, "read">;
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
  /** An understander failed; the others answered in its place. */
  | { type: "misunderstood"; conversationId: string; service: string; error: unknown };

/** The road: one event, its answer, one commit. Start reading here. */
export async function handleEvent(host: BotHost, lease: Lease): Promise<void> {
  const started = host.now();
  const { bot } = host;
  const { conversation, event } = lease;
  const state = freshened(conversation.state, bot.conversationTimeout, started);
  host.typing(conversation, !isSilent(state, started));
  using _typing = { [Symbol.dispose]: () => host.typing(conversation, false) };

  const wish = languageOf(bot, lease, state);
  const heard = await understand(host, lease, state, wish.locale);
  const answered = await answer(host, lease, state, { ...heard, ...wish });

  const { outcome, writer, after } = answered;
  const rest = await writer.close();
  rest.events.push({ key: `${lease.seq}.end`, body: { type: "turn.end", of: lease.seq } });
  const offered = writer.count > 0 ? writer.offered : state.offered;
  const actedAt = isTheirOwn(event.content.type) ? event.at : state.actedAt;
  const kept = dropUndefined<ConversationState>({
    ...after,
    locale: answered.locale,
    at: host.now(),
    offered,
    actedAt,
  });
  await host.turns.commit(lease, rest, kept, host.now());
  host.written(conversation.id, rest);
  host.report({
    type: "handled",
    conversationId: conversation.id,
    connectorId: conversation.connectorId,
    seq: lease.seq,
    eventId: event.id,
    event: event.content.type,
    source: heard.understanding.source,
    confidence: heard.understanding.confidence,
    outcome,
    messages: writer.count,
    deliveries: writer.deliveries,
    ms: host.now() - started,
  });
}

/** What a person did themselves lets a channel answer for a while; what was done to them does not. */
function isTheirOwn(type: InboundEvent["content"]["type"]): boolean {
  return type !== "notification" && type !== "handover";
}

/** The person's language: the one they ask for or write in, then their page's, then the one that was spoken before. */
function languageOf(bot: Bot, { event }: Lease, state: ConversationState): { locale: string; spoken?: string } {
  const current = chooseLocale(bot.locales, state.spoken, event.locale, state.locale);
  const written =
    bot.detectLocale && event.content.type === "text"
      ? detectLocale(event.content.text, bot.locales, current)
      : undefined;
  const spoken = written ?? state.spoken;
  return { locale: written ?? current, ...(spoken === undefined ? {} : { spoken }) };
}

async function understand(host: BotHost, lease: Lease, state: ConversationState, locale: string): Promise<Understood> {
  const { bot } = host;
  using limit = new TimeLimit(bot.storyTimeout, host.stopping);
  const { conversation, event } = lease;
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
      history: (limit) => historyBefore(host.log, conversation.id, lease.seq, limit),
      signal: limit.signal,
    },
    failed: (service, error) => host.report({ type: "misunderstood", conversationId: conversation.id, service, error }),
  });
}

type Answered = { outcome: StoryOutcome; writer: AnswerWriter; after: ConversationState; locale: string };

/** Lets the picked story speak, and says what the conversation is like after it. */
async function answer(
  host: BotHost,
  lease: Lease,
  state: ConversationState,
  heard: Understood & { locale: string; spoken?: string },
): Promise<Answered> {
  const { bot } = host;
  const { conversation, event } = lease;
  const connector = host.connectorOf(conversation);
  const { content, understanding } = heard;
  const writer = openWriter(host, lease, connector);
  const draft = openDraft(state);
  draft.spoken = heard.spoken;
  const pause = pauseFor({ bot, state, content, understanding, connector, now: host.now() });
  if (pause.type === "silent") {
    const { handover: _, ...before } = state;
    const after = pause.handover === undefined ? before : { ...state, handover: pause.handover };
    return { outcome: pause.outcome, writer, after, locale: heard.locale };
  }
  draft.handover = pause.handover;

  using desk = new TurnDesk({
    bot,
    connector,
    lease,
    content,
    understanding,
    draft,
    writer,
    locale: heard.locale,
    turns: host.turns,
    interruptions: host.interruptions,
    history: (limit) => historyBefore(host.log, conversation.id, lease.seq, limit),
    missing: (missing) => host.report({ type: "missing_words", conversationId: conversation.id, missing }),
    now: host.now,
    stopping: host.stopping,
  });
  const ruleOf = rulesFor(host.storyRules, conversation.connectorId);
  const run: StoryRun = {
    bot,
    ruleOf,
    content,
    understanding,
    context: { locale: heard.locale, now: event.at, timeZone: bot.timeZone },
    draft,
    said: () => writer.count,
    turnFor: (story) => desk.turnFor(story),
    stopping: host.stopping,
  };
  const outcome = await speak(run, state);
  return { outcome, writer, after: stateOf(outcome, state, run, writer), locale: desk.locale };
}

async function speak(run: StoryRun, state: ConversationState): Promise<StoryOutcome> {
  const pick = pickStory({ ...run, state });
  try {
    const outcome = pick.type === "resumption" ? await takeUpOrDrop(run, pick.wanted) : await runStory(run, pick);
    if (outcome.outcome === "answered") await offerToResume(run);
    return outcome;
  } catch (error) {
    if (error instanceof TurnBrokenOff) return { story: "fallback", outcome: error.reason };
    throw error;
  }
}

function stateOf(
  { outcome }: StoryOutcome,
  before: ConversationState,
  { draft }: StoryRun,
  writer: AnswerWriter,
): ConversationState {
  switch (outcome) {
    // A failed story leaves no trace but its words; the question it was answering is still open.
    case "failed":
    case "stopped":
    case "superseded":
      return before;
    // Neither an outdated button nor an event without a story closes a question.
    case "unknown_link":
    case "unhandled":
      draft.question ??= before.current?.question;
      return stateAfter(draft, writer.last);
    case "answered":
    case "said_nothing":
    case "not_understood":
    case "gave_up":
    case "paused":
    case "blocked":
      return stateAfter(draft, writer.last);
  }
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
    pause: host.pause,
    lost: (messageId, losses) =>
      host.report({ type: "losses", conversationId: conversation.id, channel: connector.channel, messageId, losses }),
  });
}

/** The answer to an event that could not be handled, however often it was tried. */
export function apologize(host: BotHost, lease: Lease): Answer {
  const locale = chooseLocale(host.bot.locales, lease.event.locale, lease.conversation.state.locale);
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
