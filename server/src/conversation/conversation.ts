import type { Address } from "#channel/address.ts";
import type { Json } from "#channel/json.ts";
import type { BotMessage } from "#channel/message/message.ts";
import type { TeamMember } from "#channel/team-act.ts";

/** What is remembered of one person on one connector, besides the log. */
export type Conversation = {
  id: string;
  connectorId: string;
  address: Address;
  /** `user` is what all sides of the person share, where they are known on several connectors. */
  state: ConversationState;
  /** The other connectors on which the person is known. */
  linkedTo?: readonly string[];
};

/**
 * One JSON document, saved with each turn. A conversation that has rested for long begins anew with nothing but `user`,
 * `preferredLocale` and `handover`. Everything but `data` may be missing: the document may be older than this version.
 */
export type ConversationState = {
  /** What stories keep about this conversation. */
  data: Record<string, Json>;
  /** What stories keep about the person, for good. */
  user?: Record<string, Json>;
  /** BCP 47 tag of the language the conversation is held in. */
  locale?: string;
  /** The language that the person asked for or wrote in; it wins over the page's. */
  preferredLocale?: string;
  /** When the last turn ended: milliseconds since 1970. */
  at?: number;
  /** When the person last did something themselves: milliseconds since 1970. */
  actedAt?: number;
  /** When the person last came by a link from outside: milliseconds since 1970. */
  referredAt?: number;
  /** What the person tapped in the last turn, by `tapKey`; `seq` and `at` of that event. */
  tapped?: { key: string; seq: number; at: number };
  /** The subject that is being talked about. */
  current?: StoryState;
  /** Subjects that were interrupted while they waited for an answer, the newest last. */
  suspended?: StoryState[];
  /** What can be chosen from under the newest answer, as the person sees it. */
  offered?: Offer[];
  /** Wishes that came in one message with another one, and wait until that one is served. */
  wishes?: string[];
  /** Intents that the last story hopes for. */
  expected?: string[];
  /** Which of several wordings were used, by message. */
  rotation?: Record<string, number>;
  /** The person was asked whether to go on from another channel. `ref`: what they came with; `id`: what their choice names. */
  continuation?: { id: string; ref: string };
  /** What was here before the person's last message, where they may take it back. `eventId`: of that message. */
  turnBefore?: { eventId: string; state: ConversationState };
  /** What the person was asked to rate in this conversation, by the name of the question, and what they answered. */
  ratings?: Record<string, { value?: string; score?: number }>;
  /** The bot has said that no human answers, and nobody has taken its place since. */
  disclosed?: true;
  /** Set while a person answers in the bot's place. */
  handover?: Handover;
};

/** Milliseconds since 1970. Without `by` it was a story: the state may be older than this version. */
export type Handover =
  /** A story asked for a person, perhaps for a certain one (`to`), and says why (`summary`). */
  | { until: number; by?: "story"; to?: string; summary?: string }
  /** The channel gave the conversation to another app. `at`: when, by the channel's clock. */
  | { until: number; by: "channel"; at: number }
  /** Somebody of the site's team has it, at the desk; without `agent` it waits for one. */
  | { until: number; by: "desk"; at: number; agent?: TeamMember };

/** Where a story stands. */
export type StoryState = {
  story: string;
  step?: string;
  /** The story's own parameters, as the link that began it carried them. */
  params?: Record<string, string>;
  /** What was found out so far, before the slots' schemas read it. */
  slots: Record<string, Json>;
  /** The words that each value was read from: for a summary in the person's own words. */
  words?: Record<string, string>;
  /** The slots that were asked for, in their order: "go back" leads to the last one. */
  asked?: string[];
  question?: Question;
  /** The person was asked whether to take it up again. */
  offered?: boolean;
  /** Wishes that came while it was under way: they go when the person leaves it. */
  wishes?: string[];
  /** What was there before the story began: it comes back when the person leaves the story. */
  before?: StateBefore;
  /** The story that has called this one, and waits for its value. */
  caller?: StoryState & { into: string };
};

/** What a story has replaced since it began. */
export type StateBefore = {
  /** The subject before. */
  current?: StoryState;
  /** The entries of `data` that the story has changed. `was` is missing if there was no such entry. */
  data?: Record<string, { was?: Json }>;
};

/** Something the story waits for: the person's next words go there. */
export type Question = {
  /** The story, the step and the parameters that get the answer. */
  link: string;
  /** The slot that the answer fills. */
  slot?: string;
  /** How often it has been asked. */
  attempts: number;
  /** The words it was asked in: said again when the subject is taken up again. */
  asked?: BotMessage;
};

/**
 * A choice: a link to follow, or a text as if it had been typed. `earlier`: a message after it was the newest one. `recounts`: the person sees it
 * as the first one again, since numbers begin anew in each message; a voice counts through all that it reads out.
 */
export type Offer = { label: string; earlier?: true; recounts?: true } & ({ link: string } | { say: string });

export const emptyState: ConversationState = { data: {} };

/** The language that the person has chosen, or else wrote in last. */
export function localeOf({ preferredLocale, locale }: ConversationState): string | undefined {
  return preferredLocale ?? locale;
}
