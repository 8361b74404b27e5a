import { RequestError } from "#app/errors.ts";
import { consoleAuthor, entry } from "./accounts/audit.ts";
import { putChallenge, redeemChallenge } from "./accounts/challenge.ts";
import { putPerson, type TeamRecords } from "./accounts/team-records.ts";
import { beginSession, type NewSession, recordRefusal, signedIn, type SignInParts, type Visit } from "./sign-in.ts";

/** Whoever made it is at the terminal, and opens it at once. */
const linkMs = 15 * 60_000;

/**
 * A link that lets one person in once, whatever else does: for when the provider is away, a device is lost or a password is forgotten. Only a command of the
 * server makes one.
 *
 * @throws RequestError `not_found`, `conflict`: the person is disabled.
 */
export async function makeSignInLink(
  { team, now, deskUrl }: { team: TeamRecords; now: () => number; deskUrl: string },
  personId: string,
): Promise<{ link: string; expiresAt: number }> {
  const { isDisabled } = await team.requirePerson(personId);
  if (isDisabled) throw new RequestError("conflict", "this person is disabled: causerie desk disable --undo first");
  const expiresAt = now() + linkMs;
  const token = await putChallenge({ team, now }, { purpose: "link", personId }, expiresAt, [
    entry(consoleAuthor, "sign-in-link", `person ${personId}`),
  ]);
  // Behind the `#`, which browsers send to nobody.
  return { link: `${deskUrl}/sign-in-link#${token}`, expiresAt };
}

/** @throws RequestError `unauthorized`, `rate_limited` */
export async function signInByLink(parts: SignInParts, token: string, visit: Visit): Promise<NewSession> {
  const { team, limits, now } = parts;
  await limits.perAddress(visit.address);
  const link = await redeemChallenge(parts, token, "link");
  const refused = (): RequestError =>
    new RequestError("unauthorized", "this link is over or was used; ask whoever made it for a new one");
  if (link === undefined) {
    await recordRefusal(parts, undefined, "link");
    throw refused();
  }
  return await beginSession(parts, visit, async () => {
    const person = await team.person(link.personId);
    if (person === undefined || person.isDisabled) throw refused();
    const seen = { ...person, lastSeenAt: now() };
    return { person: seen, changes: [putPerson(seen)], audit: [signedIn(person, "link")] };
  });
}
