import type { Bubble, OfferedReply } from "@causerie/fake-graph";
import type { WireEntry } from "./wire.ts";

/** What the page of the phone is told, by server-sent events: all of it at each change, the wire entry by entry. */
export type PhoneState = {
  bubbles: readonly Bubble[];
  quickReplies: readonly OfferedReply[];
  typing: boolean;
  /** When the railway's page last saw the conversation. */
  seenAt?: number;
};

export type PhoneEvents = { state: PhoneState; wire: WireEntry };

/** What the page of the phone may ask for: `POST /messenger-phone/api/act`. */
export type PhoneAct =
  | { type: "say"; text: string }
  | { type: "quickReply"; index: number }
  | { type: "button"; title: string; payload: string }
  | { type: "getStarted" };
