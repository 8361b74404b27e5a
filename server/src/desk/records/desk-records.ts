import type { Json } from "#channel/json.ts";

/**
 * What the desk keeps beside conversations: people, what lets them in, queues, templates, channels. Each is one JSON document of a kind, with
 * a version that goes up with each change. There are thousands of them at most; what grows without bound is kept elsewhere.
 */
export interface DeskRecords {
  read(kind: RecordKind, id: string): Promise<DeskRecord | undefined>;
  /** By another name that is unique in its kind, e.g. the address of a person. */
  find(kind: RecordKind, key: string): Promise<DeskRecord | undefined>;
  /** In the order of their ids. */
  list(kind: RecordKind): Promise<DeskRecord[]>;
  /**
   * All changes in one transaction, together with what the audit log says of them: all of it, or none.
   * @returns false: a record has another version, or a key is another record's. Nothing was changed then.
   */
  write(changes: readonly RecordChange[], audit: readonly NewAuditEntry[], now: number): Promise<boolean>;
  /** Removes records and entries that have ended (`expiresAt`). Until then they can be read: whoever reads compares. @returns how many. */
  expire(now: number): Promise<number>;
  /** The newest first; `before`: entries with a smaller number. */
  audit(filter: { before?: number; by?: string; act?: string }, limit: number): Promise<KeptAuditEntry[]>;
}

export type RecordKind =
  | "person"
  | "session"
  | "key"
  | "invitation"
  | "queue"
  | "template"
  | "channel"
  | "passkey"
  | "identity"
  | "challenge"
  | "rule"
  | "text"
  | "sentence"
  | "quality"
  // Texts of connectors; nothing of the desk.
  | "connector";

/** `body` is what its owner makes of it. */
export type DeskRecord = { id: string; version: number; body: Json };

/**
 * `version`: the one that is replaced or removed; 0: there is none yet; undefined: whatever there is. `key`: unique in its kind. `expiresAt`:
 * milliseconds since 1970.
 */
export type RecordChange = { kind: RecordKind; id: string; version?: number } & (
  | { type: "put"; body: Json; key?: string; expiresAt?: number }
  | { type: "remove" }
);

/** `detail` never has what anybody said, nor a secret. */
export type NewAuditEntry = {
  by: string;
  byName: string;
  act: string;
  target?: string;
  detail?: Readonly<Record<string, string | number | boolean>>;
  /** Of an entry that strangers can cause, which would pile up. Left out: it is kept. */
  expiresAt?: number;
};

export type KeptAuditEntry = Omit<NewAuditEntry, "expiresAt"> & { seq: number; at: number };
