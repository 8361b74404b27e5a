import { type DeskKey, deskScopeSchema } from "@causerie/protocol/desk";
import * as v from "valibot";
import type { DeskRecord } from "#desk/records/desk-records.ts";
import { readBody } from "./read-body.ts";

/** So that people, and programs that look for leaked secrets, know one when they see it. */
export const keyPrefix = "cdk_";

const keySchema = v.object({
  hash: v.string(),
  name: v.string(),
  scopes: v.array(deskScopeSchema),
  createdBy: v.string(),
  createdAt: v.number(),
  lastUsedAt: v.optional(v.number()),
  expiresAt: v.optional(v.number()),
});

export type KeyBody = v.InferOutput<typeof keySchema>;
/** The key of a program, as kept. `createdBy`: id of a person, or `console`. */
export type Key = KeyBody & { id: string; version: number };

export function toKey(record: DeskRecord): Key {
  return { ...readBody(keySchema, record), id: record.id, version: record.version };
}

export function describeKey({ hash: _hash, version: _version, ...key }: Key): DeskKey {
  return key;
}
