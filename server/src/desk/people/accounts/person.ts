import { type DeskPerson, deskRoleSchema, scopesOfRole } from "@causerie/protocol/desk";
import * as v from "valibot";
import type { DeskRecord } from "#desk/records/desk-records.ts";
import { readBody } from "./read-body.ts";

/** `password`: its hash, in PHC's format. Times are milliseconds since 1970. */
const personSchema = v.object({
  name: v.string(),
  publicName: v.optional(v.string()),
  email: v.string(),
  role: deskRoleSchema,
  languages: v.array(v.string()),
  skills: v.array(v.string()),
  maximumAtOnce: v.optional(v.number()),
  isDisabled: v.boolean(),
  password: v.optional(v.string()),
  createdAt: v.number(),
  lastSeenAt: v.optional(v.number()),
});

export type PersonBody = v.InferOutput<typeof personSchema>;
/** Somebody of the team, as kept. `version`: of the record. */
export type Person = PersonBody & { id: string; version: number };

export function toPerson(record: DeskRecord): Person {
  return { ...readBody(personSchema, record), id: record.id, version: record.version };
}

/** What others may know of a person. */
export function describePerson({ password, version: _version, ...person }: Person): DeskPerson {
  return { ...person, hasPassword: password !== undefined };
}

/** Whether somebody could put everything right again if nobody else could. */
export function isActiveAdministrator({ role, isDisabled }: PersonBody): boolean {
  return role === "administrator" && !isDisabled;
}

/** Whether conversations may be given to somebody. */
export function answersVisitors({ role, isDisabled }: PersonBody): boolean {
  return !isDisabled && scopesOfRole[role].includes("conversations.write");
}
