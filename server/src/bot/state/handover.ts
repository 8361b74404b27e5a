import { maySpeakFirst } from "#channel/capabilities.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import { type EventContent, isSpeech } from "#channel/event.ts";
import type { ConversationState, Handover } from "#conversation/conversation.ts";
import type { Lease } from "#conversation/turns.ts";
import { clear, type Understanding } from "#understanding/understanding.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryOutcome } from "#bot/running/story-outcome.ts";
import { type FindRule, findStory } from "#bot/routing/story-rules.ts";
import { isRepeatedTap } from "./repeated-tap.ts";

/** Whether a person answers in the bot's place. */
export function isHandedOver({ handover }: ConversationState, now: number): boolean {
  return handover !== undefined && handover.until > now;
}

/** `handover`: how long a person has the conversation from here on; undefined: the bot has it. */
export type AnswerDecision =
  | { type: "answer"; handover: Handover | undefined }
  | { type: "silent"; handover: Handover | undefined; outcome: StoryOutcome };

export type AnswerDecisionRequest = {
  bot: Bot;
  state: ConversationState;
  lease: Lease;
  doubleTapMs: number;
  content: EventContent;
  understanding: Understanding;
  connector: HostedConnector;
  ruleOf: FindRule;
  /** The last message that the channel refused because of the person, and when it was written. */
  refused: Refusal | undefined;
  now: number;
};

/** `recipient`: the person cannot be reached. `window`: it is too late. */
export type Refusal = { kind: "recipient" | "window"; at: number };

/** Whether the bot may answer this event at all. An event that it may not answer stays in the transcript. */
export function decideToAnswer(request: AnswerDecisionRequest): AnswerDecision {
  const { bot, state, lease, content, now } = request;
  const handover = isHandedOver(state, now) && !isGivenBack(request) ? state.handover : undefined;
  if (isRepeatedTap(state, lease, request.doubleTapMs))
    return { type: "silent", handover, outcome: { story: "", outcome: "repeated" } };
  if (content.type === "handover") {
    const until = Math.min(now + bot.handover.expiresAfter, Number.MAX_SAFE_INTEGER);
    const { at } = lease.event;
    // The story that handed over has said so; the channel only confirms it.
    if (content.to === "agent" && handover !== undefined)
      return {
        type: "silent",
        handover: { until: handover.until, by: "channel", at },
        outcome: { story: "", outcome: "paused" },
      };
    return { type: "answer", handover: content.to === "agent" ? { until, by: "channel", at } : undefined };
  }
  if (content.type === "overheard")
    return {
      type: "silent",
      handover: afterOverheard(request, content, handover),
      outcome: { story: "", outcome: "paused" },
    };
  if (content.type === "team_read") return { type: "silent", handover, outcome: { story: "", outcome: "paused" } };
  if (content.type === "notification") {
    const blocked = handover !== undefined ? "handover" : whyNotFirst(request, content.anyTime === true);
    if (blocked !== undefined) return { type: "silent", handover, outcome: { story: "", outcome: "blocked", blocked } };
  }
  if (handover === undefined || endsHandover(request)) return { type: "answer", handover: undefined };
  return { type: "silent", handover, outcome: { story: "", outcome: "paused" } };
}

/**
 * What the person says to others shows that these have the conversation. What an agent says need not: another program may write
 * while the bot has it, so only the connector knows whether the bot has to wait.
 */
function afterOverheard(
  { bot, lease, now }: AnswerDecisionRequest,
  { by, pauseMs = 0 }: Extract<EventContent, { type: "overheard" }>,
  handover: Handover | undefined,
): Handover | undefined {
  const { at } = lease.event;
  if (by === "agent") {
    const until = at + pauseMs;
    return until <= Math.max(now, handover?.until ?? 0) ? handover : { until, by: "channel", at: until };
  }
  if (handover !== undefined && (handover.by !== "channel" || handover.at >= at)) return handover;
  return { until: Math.min(now + bot.handover.expiresAfter, Number.MAX_SAFE_INTEGER), by: "channel", at };
}

/** Why the bot may not speak first: what the channel has said of the person holds until they do something again. */
function whyNotFirst(
  { connector, state: { actedAt }, refused, now }: AnswerDecisionRequest,
  anyTime: boolean,
): "unreachable" | "window_closed" | undefined {
  const refusal = refused !== undefined && refused.at >= (actedAt ?? 0) ? refused.kind : undefined;
  if (refusal === "recipient") return "unreachable";
  if (anyTime) return undefined;
  return refusal === "window" || !maySpeakFirst(connector.capabilities, actedAt, now) ? "window_closed" : undefined;
}

/** A channel that hands over to another app may tell nobody when that app lets go; it only delivers to us again. */
function isGivenBack({ state: { handover }, lease, content, connector }: AnswerDecisionRequest): boolean {
  if (handover?.by !== "channel" || connector.capabilities.deliversOnlyInControl !== true) return false;
  return (isSpeech(content) || content.type === "start") && lease.event.at > handover.at;
}

function endsHandover({ bot, content, understanding, ruleOf }: AnswerDecisionRequest): boolean {
  if (content.type === "postback" && bot.handover.taps === "resume") return true;
  const story = findStory(bot, understanding.intent ?? "", ruleOf);
  return story?.resumesBot === true && understanding.confidence >= clear;
}
