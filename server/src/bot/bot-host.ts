import type { BlobStore } from "#channel/host/blob-store.ts";
import type { AttachmentContent } from "#channel/event.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { ConversationLog, Frame } from "#channel/log.ts";
import type { Conversation } from "#conversation/conversation.ts";
import type { Arrived, Redeemed } from "#identity/redeemed.ts";
import type { RevisedTexts } from "#i18n/read-messages.ts";
import type { Interruption } from "#pipeline/signals/signals.ts";
import type { Answer, Lease, TurnWrites } from "#conversation/turns.ts";
import type { Understander } from "#understanding/understanding.ts";
import type { DeliveryStates } from "./answering/history.ts";
import type { Bot } from "./authoring/create-bot.ts";
import type { Refusal } from "./state/handover.ts";
import type { RulesInForce } from "./routing/story-rules.ts";
import type { ThrewLate, TraceStory } from "./running/story-scope.ts";
import type { TurnInspection } from "./turn-inspection.ts";
import type { TurnReport } from "./turn-report.ts";

/** Tells a turn that its answer may not be needed any more. */
export interface Interruptions {
  watch(lease: Lease, interrupted: (interruption: Interruption) => void): Disposable;
}

export interface Continuation {
  /** The address at which the person of the conversation goes on in a channel, by its kind or the id of a connector. */
  linkTo(target: string, conversation: Conversation, options: { asks: boolean }): string | undefined;
  /** Whether a referral's `ref` is one of ours, good or not: then it is no story's. */
  isRef(ref: string): boolean;
  /** Somebody came with a ref: what is to be done with it. Joins only a person who need not be asked. */
  arrive(ref: string, lease: Lease): Promise<Arrived>;
  /** Joins the person of the lease with the one who asked for the ref. A second attempt has the same outcome. */
  redeem(ref: string, lease: Lease): Promise<Redeemed>;
  /** The person here and on the other connectors are two again. Twice is once. @returns false: they were not joined. */
  unlink(conversation: Conversation): Promise<boolean>;
}

export type { RevisedTexts };

/** What the bot needs of the rest of the server. */
export type BotHost = {
  bot: Bot;
  /** The bot's understanding services. A failure of one does not throw. */
  services: readonly Understander[];
  /** Those of this moment. They are in memory: a turn waits for no rule. */
  storyRules(): RulesInForce;
  /** What the team has written in place of texts of the catalogues. In memory, too. */
  revisedTexts?: RevisedTexts;
  turns: TurnWrites;
  /** Replaces what the event of the lease says in the log. */
  amend(lease: Lease, content: AttachmentContent): Promise<void>;
  log: Pick<ConversationLog, "tail">;
  deliveryStates: DeliveryStates;
  /** How a person goes on in another channel. Without it there is no way: a simulation has one channel. */
  continuation?: Continuation;
  lastRefusal(conversationId: string): Promise<Refusal | undefined>;
  /** `put`: for the files that stories make. */
  blobs: Pick<BlobStore, "get" | "put">;
  interruptions: Interruptions;
  /** Whether the team answers at this server's own desk. */
  hasDesk: boolean;
  connectorOf(conversation: Conversation): HostedConnector;
  /** Passes a frame on to those who watch the conversation; lost if nobody does. */
  frame(conversationId: string, frame: Frame): void;
  /** Shows the person that the bot is at work, or no longer. */
  typing(conversation: Conversation, on: boolean): void;
  /** Called once a part of an answer is durable. */
  committed(conversationId: string, answer: Answer): void;
  report(report: TurnReport): void;
  /** For tools that show the author why a turn went as it did; a server has none. */
  inspect?(inspection: TurnInspection): void;
  /** Takes what a story throws in a timer or in a promise that nobody awaits. Without it that ends the process. */
  threwLate?: ThrewLate | undefined;
  /** Runs each handler of a story in a span of its own. Undefined: nobody traces. */
  traceStory?: TraceStory | undefined;
  /** Waits between two messages. Rejects with the signal's reason when the signal aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Two equal taps within this time are one. */
  doubleTapMs: number;
  now: () => number;
  /** Aborts when the server stops and cannot wait any longer. */
  stopping: AbortSignal;
};
