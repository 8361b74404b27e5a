import type { Arrived } from "#identity/redeemed.ts";
import type { Loss } from "#channel/connector.ts";
import type { Missing } from "#i18n/catalogue.ts";
import type { CountedOpinion } from "./state/ratings.ts";
import type { StoryOutcome } from "./running/story-outcome.ts";

/** What the log of the server says about a turn. */
export type TurnReport =
  | {
      type: "handled";
      conversationId: string;
      connectorId: string;
      seq: number;
      eventId: string;
      /** What kind of event it was. */
      event: string;
      /** BCP 47: the language of the answer. Undefined: the bot was not asked. */
      locale?: string | undefined;
      /** Which understander gave the meaning, and how sure it was. */
      source: string;
      confidence: number;
      /** What it was taken for. Undefined: nothing. */
      intent?: string | undefined;
      outcome: StoryOutcome;
      messages: number;
      /** Ids of the channel's deliveries; empty where people read the log. */
      deliveries: readonly string[];
      /** What the person thinks of a message or of what they were asked to rate. */
      opinion?: CountedOpinion | undefined;
      ms: number;
    }
  | { type: "losses"; conversationId: string; channel: string; messageId: string; losses: Loss[] }
  /** A catalogue lacks a message or was not given an argument; it used other words. */
  | { type: "missing_words"; conversationId: string; missing: Missing }
  /** The offer to go on with an interrupted story failed; the answer before it stands. */
  | { type: "offer_failed"; conversationId: string; error: unknown }
  /** Characters of the text, and how many of them were understood: the rest is in the log, and stories get all of it. */
  | { type: "understood_in_part"; conversationId: string; length: number; understood: number }
  /** Somebody came by a link of `turn.continueIn`, and what became of it. */
  | { type: "continued"; conversationId: string; connectorId: string; outcome: Arrived["outcome"] | "declined" }
  /** A story has undone what such a link had joined. */
  | { type: "unlinked"; conversationId: string; connectorId: string }
  /** An understander failed; the others were asked all the same. */
  | { type: "misunderstood"; conversationId: string; service: string; error: unknown };
