import type { InboundEvent } from "#channel/event.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { Answer, Lease } from "#conversation/turns.ts";
import { type Answered, answerEvent } from "./answering/answer-event.ts";
import type { AnswerWriter } from "./answering/answer-writer.ts";
import type { BotHost } from "./bot-host.ts";
import type { TurnReport } from "./turn-report.ts";
import { isSilent } from "./state/handover.ts";
import { InterruptionWatch } from "./running/interruption-watch.ts";
import { chooseLocale, localeOf } from "./state/locale.ts";
import { dropUndefined, freshened } from "./state/turn-draft.ts";
import { understandEvent, type Understood } from "./routing/understand-event.ts";

/** The road: one event, its answer, one commit. Start reading here. */
export async function handleEvent(host: BotHost, lease: Lease): Promise<void> {
  const started = host.now();
  const { conversation } = lease;
  const state = freshened(conversation.state, host.bot.conversationTimeout, started);
  host.typing(conversation, !isSilent(state, started));
  using _typing = { [Symbol.dispose]: () => host.typing(conversation, false) };
  using interruptions = new InterruptionWatch(host.interruptions, lease);

  const language = localeOf(host.bot, lease, state);
  const understood = await understandEvent(host, lease, state, language.locale, interruptions);
  const answered = await answerEvent({ host, lease, state, interruptions, ...understood, ...language });
  const rest = await complete(answered.writer, lease);
  await host.turns.commit(lease, rest, keptOf(state, answered, lease, host.now()), host.now());
  host.committed(conversation.id, rest);
  host.report(reportOf(answered, understood, lease, host.now() - started));
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
