import { type InboundEvent, isForBot } from "#channel/event.ts";
import type { TurnAbout } from "#channel/log.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { turnEnd } from "#conversation/turn-end.ts";
import type { Answer, Lease, NewDelivery } from "#conversation/turns.ts";
import type { BotRuntime } from "#pipeline/inbox/bot-runtime.ts";
import { answerEvent, type EventAnswer } from "./answering/answer-event.ts";
import { forgetDelivery } from "./answering/forget-delivery.ts";
import { transcribeVoice } from "./answering/transcribe-voice.ts";
import { handoverDelivery } from "./answering/handover-delivery.ts";
import { turnAbout } from "./answering/turn-about.ts";
import type { Bot } from "./authoring/create-bot.ts";
import type { BotHost } from "./bot-host.ts";
import { answerContinuation, arriveByRef } from "./routing/redeem-ref.ts";
import { understandEvent, type Understood } from "./routing/understand-event.ts";
import { InterruptionWatch } from "./running/interruption-watch.ts";
import { dropUndefined } from "./state/drop-undefined.ts";
import { isHandedOver } from "./state/handover.ts";
import { chooseLocale, localeOfTurn } from "./state/locale.ts";
import { isArrival } from "./state/state-after-turn.ts";
import { countedOpinion, ratingsAfter } from "./state/ratings.ts";
import { stateForEvent, turnBeforeOf } from "./state/turn-before.ts";
import { tappedBy } from "./state/repeated-tap.ts";
import { performTeamAct } from "./team/perform-team-act.ts";
import type { TurnReport } from "./turn-report.ts";

/** Handles one event: what it means, the answer to it, one commit. Start reading here. */
export async function handleEvent(host: BotHost, given: Lease): Promise<void> {
  if (given.event.content.type === "team") return performTeamAct(host, given, given.event.content.act);
  const started = host.now();
  const arrival = await arriveByRef(host, given);
  const arrived = arrival.lease;
  const { conversation } = arrived;
  const kept = stateForEvent(withoutExpired(conversation.state, host.bot.conversationTimeout, started), arrived.event);
  host.typing(conversation, isForBot(arrived.event.content) && !isHandedOver(kept, started));
  using _typing = { [Symbol.dispose]: () => host.typing(conversation, false) };
  const transcribed = await transcribeVoice(host, arrived, localeOfTurn(host.bot, arrived, kept).locale);
  using interruptions = new InterruptionWatch(host.interruptions, transcribed);

  const language = localeOfTurn(host.bot, transcribed, kept);
  const meant = await understandEvent(host, transcribed, kept, language.locale, interruptions);
  const continued = await answerContinuation(host, { ...arrival, lease: transcribed, state: kept, understood: meant });
  const { lease, state, understood, continuing } = continued;
  const answered = await answerEvent({ host, lease, state, interruptions, continuing, ...understood, ...language });
  const parts = { connector: host.connectorOf(conversation), hasDesk: host.hasDesk, before: state.handover };
  const passed = [...handoverDelivery(parts, answered, lease), ...forgetDelivery(answered, lease)];
  const about = host.hasDesk ? turnAbout(answered, understood.content, state) : undefined;
  const rest = await closeAnswer(answered, passed, lease, about);
  await unlinkIfWanted(host, answered, lease);
  await host.turns.commit(
    lease,
    rest,
    stateToKeep(host.bot, state, answered, lease, understood.content, tappedBy(given), host.now()),
    host.now(),
  );
  host.committed(conversation.id, rest);
  host.report(reportOf(answered, understood, lease, state, host.now() - started));
}

/**
 * Before the commit, because another attempt finds it done and goes on. After it, what a killed server had promised would never
 * happen. What this turn changes in the memory is kept by this side alone.
 */
async function unlinkIfWanted(host: BotHost, answered: EventAnswer, lease: Lease): Promise<void> {
  const { conversation } = lease;
  if (!answered.unlinks || (await host.continuation?.unlink(conversation)) !== true) return;
  host.report({ type: "unlinked", conversationId: conversation.id, connectorId: conversation.connectorId });
}

/** A conversation without a turn for longer than the timeout keeps only what concerns the person. */
function withoutExpired(state: ConversationState, timeout: number, now: number): ConversationState {
  if (state.at === undefined || now - state.at <= timeout) return state;
  const { user, preferredLocale, locale, handover, at, actedAt } = state;
  return dropUndefined({ data: {}, user, preferredLocale, locale, handover, at, actedAt });
}

async function closeAnswer(
  { outcome, writer }: EventAnswer,
  passed: NewDelivery[],
  { event, seq }: Lease,
  about: TurnAbout | undefined,
): Promise<Answer> {
  const rest = await writer.close();
  const { count: messages, deliveries } = writer;
  const blocked = outcome.blocked === undefined ? {} : { blocked: outcome.blocked };
  const result = { outcome: outcome.outcome, ...blocked, messages, deliveries };
  const end = turnEnd(seq, event.content.type === "notification" ? result : undefined, about);
  return { ...rest, events: [...rest.events, end], deliveries: [...rest.deliveries, ...passed] };
}

/** Adds to the stories' state when the turn was, and what it offers. */
function stateToKeep(
  { revisions }: Bot,
  state: ConversationState,
  answered: EventAnswer,
  lease: Lease,
  content: InboundEvent["content"],
  tapped: ConversationState["tapped"],
  now: number,
): ConversationState {
  const { event } = lease;
  const { after, locale, writer } = answered;
  return dropUndefined<ConversationState>({
    ...after,
    locale,
    at: now,
    turnBefore: turnBeforeOf(state, event, revisions),
    ratings: ratingsAfter(after.ratings, content),
    offered: writer.count > 0 ? writer.offered : state.offered,
    referredAt: isArrival(event.content) ? event.at : state.referredAt,
    tapped,
    actedAt: isOwnAction(event.content) ? event.at : state.actedAt,
  });
}

const isNoAction: ReadonlySet<InboundEvent["content"]["type"]> = new Set([
  "notification",
  "handover",
  "handover_request",
  "overheard",
  "team_read",
  "team",
  "identity_change",
  "edited",
  "deleted",
  "account_linking",
  "channel_event",
]);

/** A channel allows answers for a while after the person did something new, but not after something was done to them. */
function isOwnAction(content: InboundEvent["content"]): boolean {
  return !isNoAction.has(content.type) && !(content.type === "optin" && content.status !== undefined);
}

function reportOf(
  { outcome, writer, locale }: EventAnswer,
  { understanding, content }: Understood,
  { conversation, event, seq }: Lease,
  { ratings }: ConversationState,
  ms: number,
): TurnReport {
  return {
    type: "handled",
    conversationId: conversation.id,
    connectorId: conversation.connectorId,
    seq,
    eventId: event.id,
    event: event.content.type,
    locale,
    source: understanding.source,
    confidence: understanding.confidence,
    intent: understanding.intent,
    outcome,
    messages: writer.count,
    deliveries: writer.deliveries,
    opinion: countedOpinion(ratings, content),
    ms,
  };
}

/** The bot of this server, as the inbox runs it. */
export function createBotRuntime(host: BotHost): BotRuntime {
  return {
    handle: (lease, signal) => handleEvent({ ...host, stopping: signal }, lease),
    apologize: (lease) => apologize(host, lease),
  };
}

/** The answer to an event that could not be handled in any of its attempts. */
export function apologize(host: BotHost, lease: Lease): Answer {
  const { preferredLocale, locale: before } = lease.conversation.state;
  const locale = chooseLocale(host.bot.locales, preferredLocale, lease.event.locale, before);
  const messageId = `${lease.conversation.id}/${lease.seq}.sorry`;
  const message = { type: "text" as const, text: host.bot.apology(locale), buttons: [], quickReplies: [] };
  const connector = host.connectorOf(lease.conversation);
  const { payloads, tokens } = connector.render(message);
  const deliveries = payloads.map((payload, part) => ({ id: `${messageId}.${part}`, payload }));
  const body = { type: "message" as const, messageId, author: { role: "bot" as const }, message, of: lease.seq };
  return {
    events: [{ key: messageId, body }, turnEnd(lease.seq)],
    ...(connector.delivery === "push" ? { deliveries, tokens } : { deliveries: [] }),
  };
}
