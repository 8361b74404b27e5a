import type { ConversationLog } from "#channel/log.ts";
import type { ConversationIndex } from "#conversation/conversation-index.ts";
import type { Turns } from "#conversation/turns.ts";
import type { EventStore } from "#pipeline/inbox/inbox.ts";
import type { DeskStore } from "#desk/desk-store.ts";
import type { Operator } from "#operator/operator.ts";
import type { People } from "#pipeline/notify/notify.ts";
import type { GrowthLog } from "#pipeline/watching/growth.ts";
import type { OutboxStore } from "#pipeline/outbox/outbox.ts";
import type { PersonLinks } from "#identity/person-links.ts";
import type { KeptTextStore } from "#channel/host/kept-texts.ts";
import type { PushStore } from "#channel/host/push-store.ts";
import type { UploadStore } from "#uploads/upload-store.ts";
import type { SessionStore } from "#sessions/session-store.ts";
import type { NamedLeases } from "#pipeline/lanes/hold-lease.ts";

/** Everything the server remembers, behind the ports of those who need it. Disposing finishes what was begun. */
export type Store = AsyncDisposable & {
  readonly events: EventStore;
  readonly people: People;
  readonly conversations: ConversationIndex;
  readonly tokens: Tokens;
  readonly turns: Turns;
  readonly outbox: OutboxStore;
  readonly log: ConversationLog;
  readonly growth: GrowthLog;
  readonly leases: NamedLeases;
  readonly sessions: SessionStore;
  readonly links: PersonLinks;
  readonly uploads: UploadStore;
  readonly push: PushStore;
  /** Texts of connectors, sealed by whoever gives them to this port. */
  readonly texts: KeptTextStore;
  /** Missing in a store that keeps nothing for an operator, e.g. one in memory. */
  readonly operator?: Operator;
  /** Missing where nobody can sign in at a desk, e.g. in a store in memory. */
  readonly desk?: DeskStore;
  /** Resolves after a real write has become durable. @throws when nothing can be written, or no longer by this process. */
  ready(): Promise<void>;
  stats(): Promise<StoreStats>;
  /** Writes of this process that wait to become durable. Missing where none ever waits. */
  waitingWrites?(): number;
};

/** What short tokens on buttons stand for. They are written with the answer that carries them (`Turns`). */
export interface Tokens {
  /** Undefined for a token that this connector did not make. */
  read(connectorId: string, token: string): Promise<string | undefined>;
}

export type StoreStats = {
  /** Events that await their answer. */
  unanswered: number;
  /** Milliseconds that the oldest of them has waited. Undefined: there is none. */
  oldestUnansweredMs?: number | undefined;
  /** Events that were given up and wait for the operator. */
  deadLetters: number;
  /** Deliveries that are queued, on their way, or may have been delivered. */
  waitingDeliveries: number;
  /** The same by connector and state, with the milliseconds that the oldest has waited since it was queued. */
  deliveries: readonly WaitingDeliveries[];
};

export type WaitingDeliveries = { connectorId: string; state: string; count: number; oldestMs: number };
