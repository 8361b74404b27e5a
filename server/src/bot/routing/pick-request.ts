import type { EventContent } from "#channel/event.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { EntityContext } from "#understanding/entities/entity.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { Said } from "#bot/forms/said.ts";
import type { FindRule } from "./story-rules.ts";

/** What decides which story an event is about. */
export type PickRequest = {
  bot: Bot;
  /** What the person did. A typed choice counts as the tap that it stands for. */
  content: EventContent;
  understanding: Understanding;
  /** The words of the person; undefined for an event without words. */
  said: Said | undefined;
  state: ConversationState;
  /** When the person acted: milliseconds since 1970. */
  at: number;
  context: EntityContext;
  ruleOf: FindRule;
};
