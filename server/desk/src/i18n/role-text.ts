import { type DeskRole, deskRoles, type DeskScope } from "@causerie/protocol/desk";
import type { TextKey, Translate } from "./texts.ts";

const roles: Record<DeskRole, TextKey> = {
  administrator: "roleAdministrator",
  developer: "roleDeveloper",
  operator: "roleOperator",
  viewer: "roleViewer",
};

const roleHelps: Record<DeskRole, TextKey> = {
  administrator: "roleAdministratorHelp",
  developer: "roleDeveloperHelp",
  operator: "roleOperatorHelp",
  viewer: "roleViewerHelp",
};

const scopes: Record<DeskScope, TextKey> = {
  "conversations.read": "scopeConversationsRead",
  "conversations.write": "scopeConversationsWrite",
  "channels.read": "scopeChannelsRead",
  "channels.write": "scopeChannelsWrite",
  "stories.read": "scopeStoriesRead",
  "stories.write": "scopeStoriesWrite",
  "figures.read": "scopeFiguresRead",
  "desk.manage": "scopeDeskManage",
  "people.manage": "scopePeopleManage",
  "audit.read": "scopeAuditRead",
};

export const roleText = (role: DeskRole, t: Translate): string => t(roles[role]);
export const roleHelp = (role: DeskRole, t: Translate): string => t(roleHelps[role]);
export const scopeText = (scope: DeskScope, t: Translate): string => t(scopes[scope]);

/** A choice from a list in the page comes as a text. */
export function parseRole(value: string): DeskRole {
  return deskRoles.find((role) => role === value) ?? "viewer";
}
