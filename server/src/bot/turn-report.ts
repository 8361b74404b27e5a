import type { Loss } from "#channel/connector.ts";
import type { Missing } from "#i18n/catalogue.ts";
import type { StoryOutcome } from "./running/story-outcome.ts";

/** What an operator may want to know of a turn. */
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
