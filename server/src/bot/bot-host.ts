import type { Connector, Loss } from "#channel/connector.ts";
import type { ConversationLog, Frame } from "#channel/log.ts";
import type { Conversation } from "#conversation/conversation.ts";
import type { Interruptions } from "#pipeline/signals/interruptions.ts";
import type { Answer, Turns } from "#conversation/turns.ts";
import type { Missing } from "#i18n/catalogue.ts";
import type { Understander } from "#understanding/understanding.ts";
import type { Bot } from "./authoring/create-bot.ts";
import type { StoryOutcome } from "./running/run-story.ts";
import type { StoryRules } from "./routing/story-rules.ts";

/** What the road needs of the rest of the server. */
export type BotHost = {
  bot: Bot;
  /** The bot's, made safe against their failures. */
  services: readonly Understander[];
  storyRules: StoryRules;
  turns: Pick<Turns, "append" | "commit" | "idempotencyRecords" | "keepIdempotencyRecord">;
  log: Pick<ConversationLog, "tail">;
  interruptions: Interruptions;
  connectorOf(conversation: Conversation): Connector;
  /** Passes a frame on to who is watching; lost if nobody is. */
  frame(conversationId: string, frame: Frame): void;
  /** Tells the person that the bot is at work, or no longer. */
  typing(conversation: Conversation, on: boolean): void;
  /** Called once a part of an answer is durable. */
  committed(conversationId: string, answer: Answer): void;
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
