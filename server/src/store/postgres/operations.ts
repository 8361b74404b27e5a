import type { TurnEnd } from "#conversation/turns.ts";
import type { EventInput } from "#store/event-input.ts";
import type { ReportInput } from "#store/report-input.ts";
import type { MemoryEntry, StoredPerson } from "#store/shared-memory.ts";
/**
 * Everything that is ever written, by name: what goes in and what comes out. Each has a function of its own in
 * `migrations`, and `run_jobs` there knows them all.
 * @module
 */
type Operations = {
  appendEvent: [EventInput, { seq: number; duplicate: boolean }];
  /** `owner` is another one for each attempt to begin, so that a repeat after a lost answer knows its own lease again. */
  beginTurn: [
    { conversation: string; takeInterrupted: boolean; owner: string; leaseMs: number },
    BegunTurn | "interrupted" | undefined,
  ];
  renewTurn: [TurnInput & { leaseMs: number }, void];
  keepRecord: [TurnInput & { name: string; value: string }, void];
  addAnswer: [AnswerInput, void];
  commitTurn: [AnswerInput & AnsweredInput & { state: string; memory: readonly MemoryEntry[] }, TurnEnd];
  deadLetterTurn: [AnswerInput & AnsweredInput & { reason: string }, void];
  /** `counts`: whether the attempt does. `delay`: milliseconds until the event is due again; null: it stays due. */
  endTurn: [TurnInput & { counts: boolean; delay: number | null }, void];
  abandonTurn: [TurnInput, void];
  beginDelivery: [{ lane: string; held: string[]; owner: string; lostAfterMs: number }, BegunDelivery | undefined];
  extendDelivery: [SenderInput & { lane: string; lostAfterMs: number }, void];
  /** `pause`: milliseconds before the lane's next delivery. */
  markDelivered: [{ id: string; externalId: string | null; pause: number | null }, void];
  endAttempt: [
    SenderInput & {
      state: "queued" | "unknown" | "failed";
      reason: string | null;
      errorKind: string | null;
      counts: boolean;
      delay: number;
    },
    void,
  ];
  setAside: [SenderInput & { reason: string; notice: { id: string; payload: string }[] }, void];
  /** Answers whether the attempt is still the caller's. */
  keepRest: [SenderInput & { payload: string; partsOut: number }, boolean];
  confirmPart: [{ connectorId: string; id: string; partsOut: number }, string | undefined];
  confirmDelivery: [{ connectorId: string; id: string; externalId: string | null }, string | undefined];
  reportStatus: [ReportInput, string | undefined];
  holdLease: [{ name: string; holder: string; ms: number }, boolean];
  releaseLease: [{ name: string; holder: string }, void];
  checkWrite: [Record<string, never>, void];
};

export type OperationName = keyof Operations;
export type OperationInput<Name extends OperationName> = Operations[Name][0];
export type OperationResult<Name extends OperationName> = Operations[Name][1];

/** Whose turn it is. The fence is compared by every function that writes for a turn. */
type TurnInput = { conversation: string; seq: number; fence: number };

export type AnswerInput = TurnInput & {
  connectorId: string;
  events: { key: string; body: string }[];
  deliveries: { id: string; payload: string; edits: string | null; interim: boolean }[];
  tokens: readonly { token: string; value: string }[];
};

/** What the event said in the log, and what it says from now on, as JSON. Left out: the same. */
type AnsweredInput = { said?: string; answered?: string };

/** Whose attempt it is. */
type SenderInput = { id: string; owner: string; term: number };

export type BegunTurn = {
  connectorId: string;
  userId: string;
  address: string;
  state: string;
  seq: number;
  actedAt: number;
  locale: string | null;
  attempt: number;
  interrupted: boolean;
  /** JSON of the event in the log. */
  body: string;
  fence: number;
  person?: StoredPerson;
};

export type BegunDelivery = {
  id: string;
  connectorId: string;
  userId: string;
  address: string;
  payload: string;
  attempt: number;
  resent: boolean;
  waitedMs: number;
  editsExternalId: string | null;
  partsOut: number;
  owner: string;
  term: number;
};
