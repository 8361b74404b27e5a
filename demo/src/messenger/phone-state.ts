import type { Bubble, OfferedReply } from "@causerie/fake-graph";
import type { WireEntry } from "./wire.ts";

/** The state of the phone. Its page gets all of it at each change, by server-sent events; requests come one by one. */
export type PhoneState = {
  bubbles: readonly Bubble[];
  quickReplies: readonly OfferedReply[];
  typing: boolean;
  /** When the railway's page last saw the conversation. */
  seenAt?: number;
};

export type PhoneEvents = { state: PhoneState; wire: WireEntry };

/** The actions of the page of the phone: `POST /messenger-phone/api/actions`. */
export type PhoneAction =
  | { type: "say"; text: string }
  | { type: "quickReply"; index: number }
  | { type: "button"; title: string; payload: string }
  | { type: "getStarted" };
