import type { DeskRole } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { entry } from "#desk/people/accounts/audit.ts";
import { type Identity, putIdentity } from "#desk/people/accounts/identity.ts";
import type { Invitation } from "#desk/people/accounts/invitation.ts";
import { isActiveAdministrator, type Person, type PersonBody } from "#desk/people/accounts/person.ts";
import { newId } from "#desk/people/accounts/secret-token.ts";
import { newPerson, putPerson, type TeamRecords } from "#desk/people/accounts/team-records.ts";
import { firstPersonId, openInvitationFor, openInvitationOf } from "#desk/people/invitations.ts";
import { type Begin, signedIn } from "#desk/people/sign-in.ts";
import type { OidcSettings } from "#desk/settings.ts";
import type { ProviderAccount } from "./provider-account.ts";
import { roleOfClaims } from "./role-of-claims.ts";

type Parts = { team: TeamRecords; now: () => number; settings: OidcSettings };

export type Decision = Awaited<ReturnType<Begin>>;

/**
 * Who comes in by the provider: whose account is known, who was invited, and who has a role there that is one here. An address alone lets nobody in as
 * somebody who is here already: whoever gets it later would be them.
 *
 * @param invitation hash of the token with which the browser went to the provider.
 * @throws RequestError `not_admitted`, `conflict`
 */
export async function admit(parts: Parts, account: ProviderAccount, invitation: string | undefined): Promise<Decision> {
  const { team, settings } = parts;
  requireDomain(account, settings);
  const role = roleOfClaims(account.claims, settings);
  const identity = await team.identityOf(account);
  const person = identity === undefined ? undefined : await team.person(identity.personId);
  if (identity !== undefined && person !== undefined) return await letIn(parts, person, identity, role);
  const { email, isEmailVerified } = account;
  const invited =
    invitation === undefined
      ? isEmailVerified && email !== undefined
        ? await openInvitationFor(parts, email)
        : undefined
      : await openInvitationOf(parts, invitation);
  if (invited !== undefined) return await join(parts, account, role, invited);
  if (role === undefined || settings.onlyInvited) throw notAdmitted(account, settings);
  return await join(parts, account, role, undefined);
}

async function letIn(
  { team, now }: Parts,
  person: Person,
  identity: Identity,
  role: DeskRole | undefined,
): Promise<Decision> {
  if (person.isDisabled) throw new RequestError("unauthorized", "this account is disabled; ask an administrator");
  if (role === undefined && identity.hasMappedRole)
    throw new RequestError("not_admitted", "you have no role for this desk any more; ask whoever gives roles out");
  const { id, version, ...link } = identity;
  const wanted = { ...person, role: role ?? person.role, lastSeenAt: now() };
  const isLoss = isActiveAdministrator(person) && !isActiveAdministrator(wanted);
  const held = isLoss ? await otherAdministrator(team, person.id) : undefined;
  // Without any administrator nobody could put right what the provider says.
  const seen = isLoss && held === undefined ? { ...wanted, role: person.role } : wanted;
  const isRenewed = seen.role !== person.role;
  const hasMappedRole = identity.hasMappedRole || role !== undefined;
  return {
    person: seen,
    changes: [
      putPerson(seen),
      ...(isRenewed && held !== undefined ? [held] : []),
      ...(hasMappedRole === identity.hasMappedRole ? [] : [putIdentity(id, { ...link, hasMappedRole }, version)]),
    ],
    audit: [
      signedIn(person, "provider"),
      ...(isRenewed
        ? [entry(person, "person-change", `person ${person.id}`, { role: seen.role, formerRole: person.role })]
        : []),
    ],
  };
}

/** @returns undefined: there is no other. */
async function otherAdministrator(team: TeamRecords, personId: string) {
  try {
    return await team.keepOtherAdministrator(personId);
  } catch (error) {
    if (error instanceof RequestError && error.code === "conflict") return undefined;
    throw error;
  }
}

async function join(
  { team, now }: Parts,
  account: ProviderAccount,
  mapped: DeskRole | undefined,
  invitation: Invitation | undefined,
): Promise<Decision> {
  const email = invitation?.email ?? account.email;
  const role = mapped ?? invitation?.role;
  if (email === undefined || role === undefined)
    throw new RequestError(
      "not_admitted",
      "the provider names no e-mail address of yours; ask whoever runs this server to ask for the scope email",
    );
  if ((await team.personOf(email)) !== undefined)
    throw new RequestError(
      "conflict",
      "somebody with your address has an account here: sign in as before, and connect the account on the page Account",
    );
  const isFirst = invitation !== undefined && invitation.email === undefined;
  const id = isFirst ? firstPersonId : newId();
  const at = now();
  const { issuer, subject, name } = account;
  const others = { languages: [], skills: [], isDisabled: false, createdAt: at, lastSeenAt: at };
  // The first one makes the others, whatever the provider calls them.
  const body: PersonBody = { name, email, role: isFirst ? "administrator" : role, ...others };
  const hasMappedRole = mapped !== undefined && !isFirst;
  const used = invitation === undefined ? {} : { invitation: invitation.id };
  return {
    person: { ...body, id, version: 1 },
    changes: [
      ...(invitation === undefined
        ? []
        : [{ kind: "invitation", id: invitation.id, version: invitation.version, type: "remove" } as const]),
      newPerson(id, body),
      putIdentity(newId(), { personId: id, issuer, subject, hasMappedRole, createdAt: at }, 0),
    ],
    audit: [entry({ id, name }, "join", `person ${id}`, { role: body.role, means: "provider", ...used })],
  };
}

function requireDomain({ email, isEmailVerified }: ProviderAccount, { allowedDomains }: OidcSettings): void {
  if (allowedDomains === undefined) return;
  const domain = email?.split("@").at(-1) ?? "";
  if (isEmailVerified && allowedDomains.some((allowed) => allowed.toLowerCase() === domain)) return;
  throw new RequestError("not_admitted", "only people with a verified address of this organisation come in here");
}

function notAdmitted({ email, isEmailVerified }: ProviderAccount, { name }: OidcSettings): RequestError {
  const whom = email === undefined || !isEmailVerified ? "you" : email;
  return new RequestError(
    "not_admitted",
    `${name} knows you, and nobody here has let you in: ask an administrator of the desk to invite ${whom}`,
  );
}
