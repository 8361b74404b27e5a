import {
  type AcceptInvitation,
  auditEntrySchema,
  deskKeySchema,
  deskPersonSchema,
  deskSessionSchema,
  type Invitation,
  invitedSchema,
  listedInvitationSchema,
  madeKeySchema,
  type NewKey,
  openInvitationSchema,
  type PasswordChange,
  type PersonChange,
  type Queue,
  queueSchema,
  type SignIn,
  signedInSchema,
  type Template,
  templateSchema,
} from "@causerie/protocol/desk";
import * as v from "valibot";
import { call, nothing } from "./call.ts";

const at = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;

/** Signing in, and what one person says of themselves. All of it throws CallError. */
export const account = {
  me: () => call("GET", "/me", signedInSchema),
  signIn: (body: SignIn) => call("POST", "/sign-in", signedInSchema, { body }),
  signOut: () => call("POST", "/sign-out", nothing, { body: {} }),
  changePassword: (body: PasswordChange) => call("POST", "/me/password", nothing, { body }),
  lookAtInvitation: (token: string) => call("POST", "/invitations/look", openInvitationSchema, { body: { token } }),
  acceptInvitation: (body: AcceptInvitation) => call("POST", "/invitations/accept", signedInSchema, { body }),
};

/** The pages of the administrator. All of it throws CallError. */
export const team = {
  people: () => call("GET", "/people", v.array(deskPersonSchema)),
  changePerson: (id: string, body: PersonChange) => call("PATCH", at("/people", id), deskPersonSchema, { body }),
  removePerson: (id: string) => call("DELETE", at("/people", id), nothing),
  invitations: () => call("GET", "/invitations", v.array(listedInvitationSchema)),
  takeBack: (id: string) => call("DELETE", at("/invitations", id), nothing),
  invite: (body: Invitation) => call("POST", "/invitations", invitedSchema, { body }),
  sessions: () => call("GET", "/sessions", v.array(deskSessionSchema)),
  endSession: (id: string) => call("DELETE", at("/sessions", id), nothing),
  keys: () => call("GET", "/keys", v.array(deskKeySchema)),
  makeKey: (body: NewKey) => call("POST", "/keys", madeKeySchema, { body }),
  removeKey: (id: string) => call("DELETE", at("/keys", id), nothing),
  audit: (query: { before?: number; by?: string; act?: string }) =>
    call("GET", "/audit", v.array(auditEntrySchema), { query }),
  queues: async () => (await call("GET", "/queues", v.object({ queues: v.array(queueSchema) }))).queues,
  putQueue: (body: Queue) => call("PUT", at("/queues", body.id), nothing, { body }),
  removeQueue: (id: string) => call("DELETE", at("/queues", id), nothing),
  templates: async () => (await call("GET", "/templates", v.object({ templates: v.array(templateSchema) }))).templates,
  putTemplate: (body: Template) => call("PUT", at("/templates", body.id), nothing, { body }),
  removeTemplate: (id: string) => call("DELETE", at("/templates", id), nothing),
};
