import { createHash } from "node:crypto";
import type { Person } from "#desk/people/accounts/person.ts";

/**
 * By which an authenticator keeps the passkeys of one person apart from those of others. It says nothing about them (WebAuthn level 3, 14.6.1), and
 * is another one for each desk: the first administrators of all desks have one id.
 */
export function userHandleOf({ id, createdAt }: Pick<Person, "id" | "createdAt">): string {
  return createHash("sha256").update(`causerie-desk ${id} ${createdAt}`).digest("base64url");
}
