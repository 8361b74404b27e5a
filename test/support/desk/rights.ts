import type { DeskScope } from "@causerie/protocol/desk";

/**
 * Who may call each route of the desk. `anybody`: without being signed in. `person`: who is signed in, and no key. `own`: a person for what is
 * theirs, and whoever may manage people for all. A right: persons whose role has it, and keys that were given it. `person+RIGHT`: the same
 * without keys.
 */
export type Right = "anybody" | "person" | "own" | DeskScope | `person+${DeskScope}`;

export const rightsOfRoutes: Readonly<Record<string, Right>> = {
  "POST /sign-in": "anybody",
  "POST /invitations/look": "anybody",
  "POST /invitations/accept": "anybody",
  "GET /me": "person",
  "POST /me/password": "person",
  "POST /sign-out": "person",
  "GET /people": "conversations.read",
  "PATCH /people/{id}": "own",
  "DELETE /people/{id}": "person+people.manage",
  "GET /invitations": "people.manage",
  "POST /invitations": "person+people.manage",
  "DELETE /invitations/{id}": "people.manage",
  "GET /sessions": "own",
  "DELETE /sessions/{id}": "own",
  "GET /keys": "people.manage",
  "POST /keys": "person+people.manage",
  "DELETE /keys/{id}": "people.manage",
  "GET /audit": "audit.read",
};
