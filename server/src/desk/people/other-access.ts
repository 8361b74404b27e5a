import { RequestError } from "#app/errors.ts";
import type { RecordChange } from "#desk/records/desk-records.ts";
import { putPerson, type TeamRecords } from "./accounts/team-records.ts";

/** `issuer`: of the provider that people sign in with; undefined: there is none. */
export type AccessParts = { team: TeamRecords; now: () => number; passwords: boolean; issuer: string | undefined };

/** What somebody is about to lose. */
type Lost = { passkey?: string; identity?: string; password?: true };

/**
 * Holds on to something else by which a person comes in: the write fails when that changes meanwhile, because every such change writes the person,
 * too. So of two that are removed at once, one stays.
 *
 * @throws RequestError `conflict` when there is nothing else.
 */
export async function requireOtherAccess(
  { team, passwords, issuer }: AccessParts,
  personId: string,
  lost: Lost,
): Promise<RecordChange> {
  const [person, passkeys, identities] = await Promise.all([
    team.requirePerson(personId),
    team.passkeys(personId),
    team.identities(personId),
  ]);
  const hasPassword = passwords && person.password !== undefined && lost.password !== true;
  const hasPasskey = passkeys.some(({ id }) => id !== lost.passkey);
  const hasIdentity = identities.some((identity) => identity.issuer === issuer && identity.id !== lost.identity);
  if (!hasPassword && !hasPasskey && !hasIdentity)
    throw new RequestError("conflict", "nothing else lets you in: add another passkey first, or set a password");
  if (lost.password !== true) return putPerson(person);
  const { password: _, ...others } = person;
  return putPerson(others);
}
