import type { TeamAct } from "#channel/team-act.ts";
import { kindOf } from "#channel/media-types.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { type ConversationState, localeOf } from "#conversation/conversation.ts";
import { turnEnd } from "#conversation/turn-end.ts";
import type { Lease } from "#conversation/turns.ts";
import { AnswerBuffer } from "#bot/answering/answer-buffer.ts";
import type { BotHost } from "#bot/bot-host.ts";
import { sentencesFor } from "#bot/sentences/sentences-for.ts";
import { dropUndefined } from "#bot/state/drop-undefined.ts";
import { chooseLocale } from "#bot/state/locale.ts";
import { decideTeamAct, type TeamDecision, type TeamWords } from "./decide-team-act.ts";

/**
 * Does what somebody of the team wants in a conversation: in its order, under its lease, in one commit, like the answer to any event.
 * The end of the turn says what became of it, for the desk.
 */
export async function performTeamAct(host: BotHost, lease: Lease, act: TeamAct): Promise<void> {
  const started = host.now();
  const { conversation, seq } = lease;
  const { state } = conversation;
  const { joined, ratingComment } = sentencesFor(chooseLocale(host.bot.locales, localeOf(state)));
  const until = Math.min(started + host.bot.handover.expiresAfter, Number.MAX_SAFE_INTEGER);
  const decision = decideTeamAct(act, state.handover, { now: started, until, joined, ratingComment });
  const said = writeSaid(host, lease, decision);
  const result = {
    outcome: decision.type === "done" ? "answered" : "blocked",
    ...(decision.type === "done" ? {} : { blocked: decision.why }),
    messages: said.count,
    deliveries: said.deliveryIds,
  };
  const { events, ...rest } = said.take();
  const answer = { events: [...events, turnEnd(seq, result)], ...rest };
  await host.turns.commit(lease, answer, stateAfter(state, decision, said), host.now());
  host.committed(conversation.id, answer);
  host.report({
    type: "handled",
    conversationId: conversation.id,
    connectorId: conversation.connectorId,
    seq,
    eventId: lease.event.id,
    event: "team",
    source: "none",
    confidence: 0,
    outcome: {
      story: "",
      outcome: decision.type === "done" ? "paused" : "blocked",
      ...(decision.type === "done" ? {} : { blocked: decision.why }),
    },
    messages: said.count,
    deliveries: said.deliveryIds,
    ms: host.now() - started,
  });
}

function stateAfter(state: ConversationState, decision: TeamDecision, said: AnswerBuffer): ConversationState {
  if (decision.type === "refused") return state;
  const { handover, says } = decision;
  if (says?.rating === undefined) return dropUndefined({ ...state, handover });
  // What was answered after an earlier talk with the team is no answer to this question.
  const ratings = { ...state.ratings, [says.rating.question]: {} };
  return dropUndefined({ ...state, handover, ratings, offered: said.offered });
}

/** Under ids that a second attempt makes again, as the words of a story are. */
function writeSaid(host: BotHost, lease: Lease, decision: TeamDecision): AnswerBuffer {
  const { conversation, seq } = lease;
  const says = decision.type === "done" ? decision.says : undefined;
  const acted = { actedAt: conversation.state.actedAt };
  const buffer = new AnswerBuffer(
    {
      id: `${conversation.id}/${seq}`,
      seq,
      intent: undefined,
      connector: host.connectorOf(conversation),
      ...(says === undefined ? {} : { author: says.author }),
      // Who helps may write for days on some channels. A question about the help is not help.
      ...(says?.rating === undefined ? { unasked: undefined, written: acted } : { unasked: acted }),
      may: [],
      // All of it is said at once, and stored with the commit.
      append: async () => {},
      frame: () => {},
      typing: () => {},
      pause: async () => {},
      lost: (messageId, losses) =>
        host.report({
          type: "losses",
          conversationId: conversation.id,
          channel: host.connectorOf(conversation).channel,
          messageId,
          losses,
        }),
    },
    () => {},
  );
  if (says !== undefined) buffer.add(messageOf(says));
  return buffer;
}

function messageOf(says: TeamWords): BotMessage {
  if (says.file === undefined) {
    const { text, rating } = says;
    return { type: "text", text, buttons: [], quickReplies: [], ...(rating === undefined ? {} : { rating }) };
  }
  const { file, alt } = says;
  const kind = kindOf(file.mediaType);
  return { type: "media", media: { kind, alt, name: file.name, file }, buttons: [], quickReplies: [] };
}
