import { RequestError } from "#app/errors.ts";
import { type Author, entry } from "#desk/people/accounts/audit.ts";
import { putIdentity } from "#desk/people/accounts/identity.ts";
import { newId } from "#desk/people/accounts/secret-token.ts";
import { putPerson } from "#desk/people/accounts/team-records.ts";
import { writeAnew } from "#desk/people/accounts/write-anew.ts";
import { type AccessParts, requireOtherAccess } from "#desk/people/other-access.ts";
import type { Decision } from "./admit.ts";
import type { ProviderAccount } from "./provider-account.ts";

/** Whoever is signed in says which account at the provider is theirs. @throws RequestError `conflict`, `not_found` */
export async function connectAccount(
  { team, now }: Pick<AccessParts, "team" | "now">,
  personId: string,
  { issuer, subject }: ProviderAccount,
): Promise<Decision> {
  const [person, known, identities] = await Promise.all([
    team.requirePerson(personId),
    team.identityOf({ issuer, subject }),
    team.identities(personId),
  ]);
  if (known !== undefined) throw new RequestError("conflict", "this account belongs to somebody of the team already");
  const id = newId();
  // One account of each provider: the one of before would go on letting somebody in whom nobody sees.
  const former = identities.filter((identity) => identity.issuer === issuer);
  const seen = { ...person, lastSeenAt: now() };
  return {
    person: seen,
    changes: [
      ...former.map((identity) => ({ kind: "identity", id: identity.id, type: "remove" }) as const),
      putIdentity(id, { personId, issuer, subject, hasMappedRole: false, createdAt: now() }, 0),
      putPerson(seen),
    ],
    audit: [entry(person, "account-connect", `person ${personId}`, { issuer })],
  };
}

/** @throws RequestError `not_found`, `conflict`: the person would have nothing left to come in by. */
export async function disconnectAccount(parts: AccessParts, author: Author): Promise<void> {
  const { team, now, issuer } = parts;
  await writeAnew(team.records, now, async () => {
    const identity = (await team.identities(author.id)).find((each) => each.issuer === issuer);
    if (identity === undefined) throw new RequestError("not_found", "no account of the provider is connected");
    return {
      changes: [
        { kind: "identity", id: identity.id, version: identity.version, type: "remove" },
        await requireOtherAccess(parts, author.id, { identity: identity.id }),
      ],
      audit: [entry(author, "account-disconnect", `person ${author.id}`, { issuer: identity.issuer })],
      result: undefined,
    };
  });
}
