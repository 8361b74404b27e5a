import type { Connector } from "#channel/connector.ts";
import type { ConversationLog, Frame } from "#channel/log.ts";
import type { Conversation } from "#conversation/conversation.ts";
import type { Interruptions } from "#pipeline/signals/interruptions.ts";
import type { Answer, Turns } from "#conversation/turns.ts";
import type { Understander } from "#understanding/understanding.ts";
import type { Bot } from "./authoring/create-bot.ts";
import type { StoryRules } from "./routing/story-rules.ts";
import type { TurnReport } from "./turn-report.ts";

/** What the bot needs of the rest of the server. */
export type BotHost = {
  bot: Bot;
  /** The bot's understanding services. A failure of one does not throw. */
  services: readonly Understander[];
  storyRules: StoryRules;
  turns: Pick<Turns, "append" | "commit" | "idempotencyRecords" | "keepIdempotencyRecord">;
  log: Pick<ConversationLog, "tail">;
  interruptions: Interruptions;
  connectorOf(conversation: Conversation): Connector;
  /** Passes a frame on to those who watch the conversation; lost if nobody does. */
  frame(conversationId: string, frame: Frame): void;
  /** Shows the person that the bot is at work, or no longer. */
  typing(conversation: Conversation, on: boolean): void;
  /** Called once a part of an answer is durable. */
  committed(conversationId: string, answer: Answer): void;
  report(report: TurnReport): void;
  /** Waits between two messages. Rejects with the signal's reason when the signal aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  now: () => number;
  /** Aborts when the server stops and cannot wait any longer. */
  stopping: AbortSignal;
};
