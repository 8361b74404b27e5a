import type { PasswordChange } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { Author } from "./accounts/audit.ts";
import { entry } from "./accounts/audit.ts";
import { putPerson } from "./accounts/team-records.ts";
import { refuseWeakPassword } from "./passwords/weak-password.ts";
import { beginSession, type NewSession, type SignInParts, type Visit } from "./sign-in.ts";

/**
 * The own password. Whoever else was signed in with the one before is out, and this browser gets a new session.
 *
 * @throws RequestError `wrong_password`, `weak_password`, `not_found`
 */
export async function changePassword(
  parts: SignInParts,
  author: Author,
  { current, password }: PasswordChange,
  visit: Visit,
): Promise<NewSession> {
  const { team, hasher, now } = parts;
  const { id } = author;
  const known = await team.requirePerson(id);
  if (!(await hasher.verify(current, known.password))) {
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
