import type { Connector } from "#channel/connector.ts";
import type { EventContent } from "#channel/event.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { clear, type Understanding } from "#understanding/understanding.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryOutcome } from "#bot/running/story-outcome.ts";
import { type FindRule, ruled } from "#bot/routing/story-rules.ts";

/** Whether a person answers in the bot's place. */
export function isSilent({ handover }: ConversationState, now: number): boolean {
  return handover !== undefined && handover.until > now;
}

/** `handover`: who has the conversation from here on; undefined is the bot. */
export type Pause =
  | { type: "speak"; handover: { until: number } | undefined }
  | { type: "silent"; handover: { until: number } | undefined; outcome: StoryOutcome };

export type PauseRequest = {
  bot: Bot;
  state: ConversationState;
  content: EventContent;
  understanding: Understanding;
  connector: Connector;
  ruleOf: FindRule;
  now: number;
};

/** Whether the bot may speak to this event at all. What it may not answer stays in the transcript. */
export function pauseFor(request: PauseRequest): Pause {
  const { bot, state, content, connector, now } = request;
  const handover = isSilent(state, now) ? state.handover : undefined;
  if (content.type === "handover") {
    const until = Math.min(now + bot.handover.expiresAfter, Number.MAX_SAFE_INTEGER);
    return { type: "speak", handover: content.to === "agent" ? { until } : undefined };
  }
  if (content.type === "notification") {
    const blocked = handover === undefined ? connector.blocksNotification?.(state.actedAt, now) : "handover";
    if (blocked !== undefined) return { type: "silent", handover, outcome: { story: "", outcome: "blocked", blocked } };
  }
  if (handover === undefined || wakes(request)) return { type: "speak", handover: undefined };
  return { type: "silent", handover, outcome: { story: "", outcome: "paused" } };
}

function wakes({ bot, content, understanding, ruleOf }: PauseRequest): boolean {
  if (content.type === "postback" && bot.handover.taps === "resume") return true;
  const story = ruled(bot, understanding.intent ?? "", ruleOf);
  return story?.resumesBot === true && understanding.confidence >= clear;
}
