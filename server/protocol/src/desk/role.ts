import * as v from "valibot";

/**
 * What somebody of the team is at the desk. `administrator`: everything. `developer`: stories, channels, tests and figures, and no
 * conversation of a visitor is written in. `operator`: the conversations. `viewer`: reads conversations and figures.
 */
export const deskRoles = ["administrator", "developer", "operator", "viewer"] as const;
export type DeskRole = (typeof deskRoles)[number];
export const deskRoleSchema = v.picklist(deskRoles);

/**
 * What a role, or the key of a program, may do. `conversations.write` is for persons who answer visitors; `desk.manage` changes queues
 * and templates.
 */
export const deskScopes = [
  "conversations.read",
  "conversations.write",
  "channels.read",
  "channels.write",
  "stories.read",
  "stories.write",
  "figures.read",
  "desk.manage",
  "people.manage",
  "audit.read",
] as const;
export type DeskScope = (typeof deskScopes)[number];
export const deskScopeSchema = v.picklist(deskScopes);

/** Who may do what. */
export const scopesOfRole: Readonly<Record<DeskRole, readonly DeskScope[]>> = {
  administrator: deskScopes,
  developer: ["conversations.read", "channels.read", "channels.write", "stories.read", "stories.write", "figures.read"],
  operator: ["conversations.read", "conversations.write", "channels.read", "figures.read"],
  viewer: ["conversations.read", "channels.read", "figures.read"],
};
