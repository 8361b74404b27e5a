import type { Json } from "#channel/json.ts";
import type { DeskRecord, KeptAuditEntry } from "#desk/records/desk-records.ts";

/** Columns as both databases name them. */
export type DeskRecordRow = { id: string; version: number; body: string };
export type DeskAuditRow = {
  seq: number;
  at: number;
  by: string;
  byName: string;
  act: string;
  target: string | null;
  detail: string | null;
};

export function toDeskRecord({ id, version, body }: DeskRecordRow): DeskRecord {
  return { id, version, body: JSON.parse(body) as Json };
}

export function toAuditEntry({ seq, at, by, byName, act, target, detail }: DeskAuditRow): KeptAuditEntry {
  return {
    seq,
    at,
    by,
    byName,
    act,
    ...(target === null ? {} : { target }),
    ...(detail === null ? {} : { detail: JSON.parse(detail) as NonNullable<KeptAuditEntry["detail"]> }),
  };
}
