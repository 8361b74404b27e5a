import type { Entity } from "#understanding/entities/entity.ts";
import type { Understander } from "#understanding/understanding.ts";
import type { Resumption } from "#bot/running/resumption.ts";
import type { Turn } from "#bot/running/turn.ts";
import type { HandlerResult } from "./handler-types.ts";
import type { StoryDefinition } from "./story.ts";

/** What `createBot` takes. */
export type BotOptions = {
  stories: readonly StoryDefinition[];
  /**
   * Answers what no story answers. `not_understood`: a text that no story is for. `unknown_link`: a tap on a link whose
   * story, step or parameters this bot does not have, e.g. a button from before a deployment. `gave_up`: nobody could
   * fill a slot. `said_nothing`: the story ended without a word, and the person waits. `failed`: the story threw.
   */
  fallback: Fallback;
  /** Languages the stories speak (BCP 47), the default first. */
  locales?: readonly [string, ...string[]];
  /** Whether who writes in another of the bot's languages is answered in it. Default true. */
  detectLocale?: boolean;
  /** IANA time zone that "tomorrow" is meant in. Default: the server's. */
  timeZone?: string;
  /** Asked, in this order, when neither keywords nor examples make sense of a text: remote services, language models. */
  understanding?: readonly Understander[];
  /** Kinds of things to look for in every text, besides those of the stories' slots. */
  entities?: readonly Entity[];
  /** Offers to take up a question that another subject interrupted. `false`: never offer. */
  resumption?: Resumption | false;
  /** When a person answers in the bot's place. */
  handover?: Partial<HandoverPolicy>;
  /** Milliseconds after which a conversation at rest begins anew; what is known of the person stays. Default 24 hours. */
  conversationTimeout?: number;
  /** Said when even the fallback fails. By locale; English otherwise. */
  apologies?: Readonly<Record<string, string>>;
  /** Milliseconds a story may take before the fallback answers in its place; the fallback gets as many. Default 60,000. */
  storyTimeout?: number;
};

/** Answers what no story answers, or what one could not answer. */
export type Fallback = (turn: Turn, reason: FallbackReason) => HandlerResult;
/** Why the fallback speaks; `BotOptions.fallback` tells each. */
export type FallbackReason = "not_understood" | "unknown_link" | "gave_up" | "said_nothing" | "failed";

/** When the bot is silent because a person answers, and what ends that. */
export type HandoverPolicy = {
  /** Milliseconds after which the bot is itself again. Default five days. */
  expiresAfter: number;
  /** Whether a tap on a button wakes the bot. Default `stay`: the person who answers may have sent it. */
  taps: "stay" | "resume";
};
