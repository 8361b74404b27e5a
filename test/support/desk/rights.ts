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
  "GET /sign-in/methods": "anybody",
  "POST /sign-in/link": "anybody",
  "POST /sign-in/passkey/options": "anybody",
  "POST /sign-in/passkey": "anybody",
  "POST /sign-in/provider/begin": "anybody",
  "POST /sign-in/provider": "anybody",
  "GET /me/access": "person",
  "POST /me/passkeys/options": "person",
  "POST /me/passkeys": "person",
  "DELETE /me/passkeys/{id}": "person",
  "POST /me/provider/begin": "person",
  "DELETE /me/provider": "person",
  "DELETE /me/password": "person",
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
  "GET /inbox": "conversations.read",
  "GET /inbox-counts": "conversations.read",
  "GET /inbox/{conversation}": "conversations.read",
  "GET /inbox/{conversation}/entries": "conversations.read",
  "GET /inbox/{conversation}/files/{seq}/{index}": "conversations.read",
  "POST /inbox/{conversation}/acts": "person+conversations.write",
  "POST /inbox/{conversation}/typing": "person+conversations.write",
  "POST /inbox/{conversation}/read": "person+conversations.write",
  "GET /live": "person+conversations.read",
  "GET /queues": "conversations.read",
  "PUT /queues/{id}": "desk.manage",
  "DELETE /queues/{id}": "desk.manage",
  "GET /templates": "conversations.read",
  "PUT /templates/{id}": "desk.manage",
  "DELETE /templates/{id}": "desk.manage",
};
