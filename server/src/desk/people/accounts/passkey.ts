import type { DeskPasskey } from "@causerie/protocol/desk";
import * as v from "valibot";
import type { DeskRecord, RecordChange } from "#desk/records/desk-records.ts";
import { readBody, toBody } from "./read-body.ts";
import { hashToken } from "./secret-token.ts";

/** `publicKey`: COSE, in base64url. `counter`: what the authenticator said last; those that are synced always say 0. */
const passkeySchema = v.object({
  personId: v.string(),
  credentialId: v.string(),
  publicKey: v.string(),
  counter: v.number(),
  name: v.string(),
  isSynced: v.boolean(),
  createdAt: v.number(),
  lastUsedAt: v.optional(v.number()),
});

export type PasskeyBody = v.InferOutput<typeof passkeySchema>;
/** What lets somebody in without a password: the public half of a key that their device has. */
export type Passkey = PasskeyBody & { id: string; version: number };

export function toPasskey(record: DeskRecord): Passkey {
  return { ...readBody(passkeySchema, record), id: record.id, version: record.version };
}

/** Found by the hash of its id, which may be longer than an index takes. */
export function passkeyKey(credentialId: string): string {
  return hashToken(credentialId);
}

export function putPasskey(id: string, body: PasskeyBody, version: number): RecordChange {
  return { kind: "passkey", id, version, type: "put", key: passkeyKey(body.credentialId), body: toBody(body) };
}

export function describePasskey({ id, name, isSynced, createdAt, lastUsedAt }: Passkey): DeskPasskey {
  return { id, name, isSynced, createdAt, ...(lastUsedAt === undefined ? {} : { lastUsedAt }) };
}
