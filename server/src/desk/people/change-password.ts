import type { PasswordChange } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { Author } from "./accounts/audit.ts";
import { entry } from "./accounts/audit.ts";
import { putPerson } from "./accounts/team-records.ts";
import { writeAnew } from "./accounts/write-anew.ts";
import { type AccessParts, requireOtherAccess } from "./other-access.ts";
import { refuseWeakPassword } from "./passwords/weak-password.ts";
import { requireRecentSession } from "./recent-session.ts";
import { beginSession, type NewSession, type SignInParts, type Visit } from "./sign-in.ts";

/**
 * The own password. Whoever else was signed in with the one before is out, and this browser gets a new session. Who has none yet sets one, soon after a
 * sign-in.
 *
 * @throws RequestError `wrong_password`, `weak_password`, `not_found`, `sign_in_again`
 */
export async function changePassword(
  parts: SignInParts,
  author: Author,
  { current = "", password }: PasswordChange,
  visit: Visit,
  sessionId: string,
): Promise<NewSession> {
  const { team, hasher, now } = parts;
  const { id } = author;
  const known = await team.requirePerson(id);
  if (known.password === undefined) await requireRecentSession(parts, sessionId);
  else if (!(await hasher.verify(current, known.password))) {
    await team.records.write([], [entry(author, "password-refused", `person ${id}`)], now());
    throw new RequestError("wrong_password", "this is not the password that you have now");
  }
  refuseWeakPassword(password, [known.name, known.email]);
  const hash = await hasher.hash(password);
  return await beginSession(parts, visit, async () => {
    const person = await team.requirePerson(id);
    if (person.password !== known.password)
      throw new RequestError("conflict", "the password was changed in another window meanwhile");
    const changed = { ...person, password: hash };
    return {
      person: changed,
      changes: [putPerson(changed), ...(await team.endSessions(id))],
      audit: [entry(author, "password-change", `person ${id}`)],
    };
  });
}

/** @throws RequestError `not_found`, `conflict`: the person would have nothing left to come in by. */
export async function removePassword(parts: AccessParts, author: Author): Promise<void> {
  const { team, now } = parts;
  await writeAnew(team.records, now, async () => {
    const { password } = await team.requirePerson(author.id);
    if (password === undefined) throw new RequestError("not_found", "there is no password");
    return {
      changes: [await requireOtherAccess(parts, author.id, { password: true })],
      audit: [entry(author, "password-remove", `person ${author.id}`)],
      result: undefined,
    };
  });
}
