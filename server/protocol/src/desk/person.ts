import * as v from "valibot";
import { deskLimits } from "./limits.ts";
import { deskRoleSchema, deskScopeSchema } from "./role.ts";

/** Without control characters: it is shown on screens, terminals and in the audit log. */
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(deskLimits.nameLength), v.regex(/^\P{Cc}+$/u));
const email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email(), v.maxLength(deskLimits.emailLength));
const password = v.pipe(v.string(), v.minLength(deskLimits.passwordMin), v.maxLength(deskLimits.passwordMax));
/** BCP 47, e.g. `de` or `pt-BR`. */
const language = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/));
const word = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(deskLimits.tagLength));
export const languagesSchema = v.pipe(v.array(language), v.maxLength(deskLimits.words));
export const skillsSchema = v.pipe(v.array(word), v.maxLength(deskLimits.words));

/**
 * Somebody of the site's team. `languages`, `skills`: which conversations are offered to them first; none is any. `publicName`: what visitors
 * see in place of `name`. `maximumAtOnce`: conversations that they have open, beyond which none is offered to them; left out is five. `isDisabled`: may not sign in any more. Times are milliseconds since 1970.
 */
export const deskPersonSchema = v.object({
  id: v.string(),
  name: v.string(),
  publicName: v.optional(v.string()),
  email: v.string(),
  role: deskRoleSchema,
  languages: v.array(v.string()),
  skills: v.array(v.string()),
  maximumAtOnce: v.optional(v.number()),
  isDisabled: v.boolean(),
  hasPassword: v.boolean(),
  createdAt: v.number(),
  lastSeenAt: v.optional(v.number()),
});
export type DeskPerson = v.InferOutput<typeof deskPersonSchema>;

/** `PATCH /desk/api/people/:id`. People change their own name, languages, skills and `maximumAtOnce`; the rest takes `people.manage`. */
export const personChangeSchema = v.strictObject({
  name: v.optional(name),
  publicName: v.optional(v.nullable(name)),
  role: v.optional(deskRoleSchema),
  languages: v.optional(languagesSchema),
  skills: v.optional(skillsSchema),
  maximumAtOnce: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(deskLimits.atOnce))),
  isDisabled: v.optional(v.boolean()),
});
export type PersonChange = v.InferOutput<typeof personChangeSchema>;

/**
 * `GET /desk/api/me`: who is signed in, and until when at most. `scopes`: what they may do. `providerSignOut`: where a browser signs out of the
 * provider, too, of a session that has come from there.
 */
export const signedInSchema = v.object({
  person: deskPersonSchema,
  scopes: v.array(deskScopeSchema),
  sessionId: v.string(),
  expiresAt: v.number(),
  providerSignOut: v.optional(v.string()),
});
export type SignedIn = v.InferOutput<typeof signedInSchema>;

/** `POST /desk/api/sign-in`. */
export const signInSchema = v.strictObject({
  email,
  password: v.pipe(v.string(), v.maxLength(deskLimits.passwordMax)),
});
export type SignIn = v.InferOutput<typeof signInSchema>;

/**
 * `POST /desk/api/invitations`: makes a link by which one person gets an account, for seven days. The link goes to them by whatever means
 * the team has; the server sends no mail.
 */
export const invitationSchema = v.strictObject({ email, role: deskRoleSchema });
export type Invitation = v.InferOutput<typeof invitationSchema>;

/** `link` is shown once: the server keeps its hash. */
export const invitedSchema = v.object({ id: v.string(), link: v.string(), expiresAt: v.number() });
export type Invited = v.InferOutput<typeof invitedSchema>;

/** `GET /desk/api/invitations`: those that are open. `DELETE /desk/api/invitations/:id` takes one back. */
export const listedInvitationSchema = v.object({
  id: v.string(),
  email: v.string(),
  role: deskRoleSchema,
  invitedBy: v.string(),
  createdAt: v.number(),
  expiresAt: v.number(),
});
export type ListedInvitation = v.InferOutput<typeof listedInvitationSchema>;

/** `POST /desk/api/invitations/look` with the token of the link: whom it is for. `isFirst`: of the first administrator, who names an address. */
export const invitationTokenSchema = v.strictObject({ token: v.pipe(v.string(), v.maxLength(200)) });
export const openInvitationSchema = v.object({
  isFirst: v.boolean(),
  email: v.optional(v.string()),
  role: deskRoleSchema,
  expiresAt: v.number(),
});
export type OpenInvitation = v.InferOutput<typeof openInvitationSchema>;

/** `POST /desk/api/invitations/accept`: makes the account and signs it in. */
export const acceptInvitationSchema = v.strictObject({
  token: v.pipe(v.string(), v.maxLength(200)),
  name,
  email,
  password,
});
export type AcceptInvitation = v.InferOutput<typeof acceptInvitationSchema>;

/**
 * `POST /desk/api/me/password`. All other sessions of the person end. `current`: left out by who has none yet. `wrong_password`: it is another
 * one.
 */
export const passwordChangeSchema = v.strictObject({
  current: v.optional(v.pipe(v.string(), v.maxLength(deskLimits.passwordMax))),
  password,
});
export type PasswordChange = v.InferOutput<typeof passwordChangeSchema>;

/** `GET /desk/api/sessions`: where somebody is signed in. `device`: browser and system, as far as it says. */
export const deskSessionSchema = v.object({
  id: v.string(),
  personId: v.string(),
  device: v.string(),
  createdAt: v.number(),
  lastSeenAt: v.number(),
  expiresAt: v.number(),
  isCurrent: v.boolean(),
});
export type DeskSession = v.InferOutput<typeof deskSessionSchema>;

/**
 * `POST /desk/api/keys`: a key for a program, sent as `Authorization: Bearer …`. It can do no more than whoever made it may do at the time: it ends
 * with their account.
 */
export const newKeySchema = v.strictObject({
  name,
  scopes: v.pipe(v.array(deskScopeSchema), v.minLength(1)),
  /** Milliseconds since 1970. Left out: it does not end. */
  expiresAt: v.optional(v.number()),
});
export type NewKey = v.InferOutput<typeof newKeySchema>;

export const deskKeySchema = v.object({
  id: v.string(),
  name: v.string(),
  scopes: v.array(deskScopeSchema),
  createdBy: v.string(),
  createdAt: v.number(),
  lastUsedAt: v.optional(v.number()),
  expiresAt: v.optional(v.number()),
});
export type DeskKey = v.InferOutput<typeof deskKeySchema>;

/** `secret` is shown once. */
export const madeKeySchema = v.object({ key: deskKeySchema, secret: v.string() });
export type MadeKey = v.InferOutput<typeof madeKeySchema>;

const pageEnd = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

/** `GET /desk/api/audit`, newest first. `before`: entries with a smaller `seq`. */
export const auditFilterSchema = v.object({
  before: v.optional(pageEnd),
  by: v.optional(v.pipe(v.string(), v.maxLength(100))),
  act: v.optional(v.pipe(v.string(), v.maxLength(100))),
});

/**
 * One act at the desk. `by`: id of the person or key, or `console` for the command line. `target`: what it was done to, e.g. `person 4f…`.
 * `detail`: what changed, never what anybody has said.
 */
export const auditEntrySchema = v.object({
  seq: v.number(),
  at: v.number(),
  by: v.string(),
  byName: v.string(),
  act: v.string(),
  target: v.optional(v.string()),
  detail: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
});
export type AuditEntry = v.InferOutput<typeof auditEntrySchema>;
