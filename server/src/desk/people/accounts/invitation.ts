import { deskRoleSchema } from "@causerie/protocol/desk";
import * as v from "valibot";
import type { DeskRecord } from "#desk/records/desk-records.ts";
import { readBody } from "./read-body.ts";

/** `email`: undefined for the first administrator, who names an address. `createdBy`: id of a person, or `console`. */
const invitationSchema = v.object({
  hash: v.string(),
  email: v.optional(v.string()),
  role: deskRoleSchema,
  createdBy: v.string(),
  createdByName: v.string(),
  createdAt: v.number(),
  expiresAt: v.number(),
});

export type InvitationBody = v.InferOutput<typeof invitationSchema>;
export type Invitation = InvitationBody & { id: string; version: number };

export function toInvitation(record: DeskRecord): Invitation {
  return { ...readBody(invitationSchema, record), id: record.id, version: record.version };
}
