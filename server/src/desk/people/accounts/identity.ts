import * as v from "valibot";
import type { DeskRecord, RecordChange } from "#desk/records/desk-records.ts";
import { readBody, toBody } from "./read-body.ts";
import { hashToken } from "./secret-token.ts";

/**
 * Which account at the provider is which person here. `hasMappedRole`: their role has come from the provider, so that it ends there, too.
 * OpenID Connect Core 1.0, 5.7: nothing but `iss` and `sub` together names an account for good.
 */
const identitySchema = v.object({
  personId: v.string(),
  issuer: v.string(),
  subject: v.string(),
  hasMappedRole: v.boolean(),
  createdAt: v.number(),
});

export type IdentityBody = v.InferOutput<typeof identitySchema>;
export type Identity = IdentityBody & { id: string; version: number };

export function toIdentity(record: DeskRecord): Identity {
  return { ...readBody(identitySchema, record), id: record.id, version: record.version };
}

export function identityKey({ issuer, subject }: Pick<IdentityBody, "issuer" | "subject">): string {
  return hashToken(JSON.stringify([issuer, subject]));
}

export function putIdentity(id: string, body: IdentityBody, version: number): RecordChange {
  return { kind: "identity", id, version, type: "put", key: identityKey(body), body: toBody(body) };
}
