import type { Actor } from "#desk/http/actor.ts";
import type { NewAuditEntry } from "#desk/records/desk-records.ts";

/** Who acts: somebody at the desk, or an operator at the command line. */
export type Author = { id: string; name: string };

export const consoleAuthor: Author = { id: "console", name: "command line" };

export function authorOf({ id, name }: Actor): Author {
  return { id, name };
}

/** What the team has done about itself. What is done to conversations, queues … is named where it is done. */
export type TeamAct =
  | "sign-in"
  | "sign-in-refused"
  | "sign-out"
  | "password-change"
  | "password-refused"
  | "password-remove"
  | "passkey-make"
  | "passkey-remove"
  | "account-connect"
  | "account-disconnect"
  | "sign-in-link"
  | "invite"
  | "invitation-remove"
  | "join"
  | "person-change"
  | "person-disable"
  | "person-enable"
  | "person-remove"
  | "session-end"
  | "key-make"
  | "key-remove";

export function entry(
  { id, name }: Author,
  act: TeamAct,
  target?: string,
  detail?: NewAuditEntry["detail"],
): NewAuditEntry {
  return {
    by: id,
    byName: name,
    act,
    ...(target === undefined ? {} : { target }),
    ...(detail === undefined ? {} : { detail }),
  };
}
