import {
  type AcceptInvitation,
  type DeskRole,
  type Invited,
  type OpenInvitation,
  scopesOfRole,
} from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { type Author, consoleAuthor, entry } from "./accounts/audit.ts";
import type { Invitation, InvitationBody } from "./accounts/invitation.ts";
import type { PersonBody } from "./accounts/person.ts";
import { toBody } from "./accounts/read-body.ts";
import { hashToken, newId, newToken } from "./accounts/secret-token.ts";
import { newPerson, type TeamRecords } from "./accounts/team-records.ts";
import { refuseWeakPassword } from "./passwords/weak-password.ts";
import { beginSession, type NewSession, requirePasswords, type SignInParts, type Visit } from "./sign-in.ts";

const dayMs = 24 * 3_600_000;
const validMs = 7 * dayMs;
const firstValidMs = dayMs;
/** The id of the first administrator: there can be one alone, whoever asks at the same time. */
export const firstPersonId = "first";

type Parts = { team: TeamRecords; now: () => number; deskUrl: string };

/** @returns the link, which is shown once. */
export async function invite(
  { team, now, deskUrl }: Parts,
  author: Author,
  { email, role }: { email: string; role: DeskRole },
): Promise<Invited> {
  if ((await team.personOf(email)) !== undefined)
    throw new RequestError("conflict", "somebody with this address has an account already");
  const { token, hash } = newToken();
  const id = newId();
  const expiresAt = now() + validMs;
  const invitation = {
    hash,
    email,
    role,
    createdBy: author.id,
    createdByName: author.name,
    createdAt: now(),
    expiresAt,
  };
  await put(team, now, id, invitation, [entry(author, "invite", `invitation ${id}`, { email, role })]);
  return { id, link: linkOf(deskUrl, token), expiresAt };
}

/**
 * The link of the first administrator.
 *
 * @param isAlone no other process has shown one: those of former starts end.
 * @returns undefined: there is somebody already.
 */
export async function inviteFirst({ team, now, deskUrl }: Parts, isAlone: boolean): Promise<Invited | undefined> {
  if ((await team.people()).length > 0) return undefined;
  const { token, hash } = newToken();
  const id = newId();
  const expiresAt = now() + firstValidMs;
  const { id: createdBy, name: createdByName } = consoleAuthor;
  const former = isAlone ? (await team.invitations(now())).filter(({ email }) => email === undefined) : [];
  const removals = former.map((invitation) => ({ kind: "invitation", id: invitation.id, type: "remove" }) as const);
  const body = { hash, role: "administrator" as const, createdBy, createdByName, createdAt: now(), expiresAt };
  await put(team, now, id, body, [], removals);
  return { id, link: linkOf(deskUrl, token), expiresAt };
}

/** Behind the `#`, which browsers send to nobody: no log and no other site learns of it. */
function linkOf(deskUrl: string, token: string): string {
  return `${deskUrl}/invitation#${token}`;
}

type Removals = readonly { kind: "invitation"; id: string; type: "remove" }[];

async function put(
  team: TeamRecords,
  now: () => number,
  id: string,
  body: InvitationBody,
  audit: Parameters<TeamRecords["records"]["write"]>[1],
  removals: Removals = [],
): Promise<void> {
  const { hash, expiresAt } = body;
  const change = { kind: "invitation", id, version: 0, type: "put", key: hash, body: toBody(body), expiresAt } as const;
  await team.records.write([...removals, change], audit, now());
}

/** For whom a link is. @throws RequestError `not_found`: it is over, or was never one. */
export async function lookAtInvitation(parts: Pick<Parts, "team" | "now">, token: string): Promise<OpenInvitation> {
  const { email, role, expiresAt } = await requireInvitation(parts, token);
  return { isFirst: email === undefined, ...(email === undefined ? {} : { email }), role, expiresAt };
}

async function requireInvitation(parts: Pick<Parts, "team" | "now">, token: string): Promise<Invitation> {
  return await openInvitationOf(parts, hashToken(token));
}

/** One that is open, by the hash of its token. @throws RequestError `not_found` */
export async function openInvitationOf({ team, now }: Pick<Parts, "team" | "now">, hash: string): Promise<Invitation> {
  const invitation = await team.invitationOf(hash);
  const isOpen = invitation !== undefined && invitation.expiresAt > now() && (await mayStillInvite(team, invitation));
  if (isOpen) return invitation;
  throw new RequestError("not_found", "this invitation is over or was used; ask for a new one");
}

/** The newest one for this address that is open. */
export async function openInvitationFor(
  { team, now }: Pick<Parts, "team" | "now">,
  email: string,
): Promise<Invitation | undefined> {
  const invitations = (await team.invitations(now())).filter((each) => each.email === email);
  for (const invitation of invitations.sort((a, b) => b.createdAt - a.createdAt))
    if (await mayStillInvite(team, invitation)) return invitation;
  return undefined;
}

/** That of the first administrator ends when there is somebody; any other with the account of whoever sent it. */
async function mayStillInvite(team: TeamRecords, { email, createdBy }: Invitation): Promise<boolean> {
  if (email === undefined) return (await team.people()).length === 0;
  if (createdBy === consoleAuthor.id) return true;
  const sender = await team.person(createdBy);
  return sender !== undefined && !sender.isDisabled && scopesOfRole[sender.role].includes("people.manage");
}

/**
 * Makes the account and signs it in.
 *
 * @throws RequestError `not_found`, `weak_password`, `invalid_request`: the invitation is for another address, `conflict`, `passwords_off`
 */
export async function acceptInvitation(
  parts: SignInParts,
  { token, name, email, password }: AcceptInvitation,
  visit: Visit,
): Promise<NewSession> {
  const { team, hasher, now } = parts;
  requirePasswords(parts);
  await parts.limits.perAddress(visit.address);
  const invitation = await requireInvitation(parts, token);
  if (invitation.email !== undefined && invitation.email !== email)
    throw new RequestError("invalid_request", "email: the invitation is for another address");
  refuseWeakPassword(password, [name, email]);
  const hash = await hasher.hash(password);
  const isFirst = invitation.email === undefined;
  const id = isFirst ? firstPersonId : newId();
  return await beginSession(parts, visit, async () => {
    const { id: invitationId, version, role } = await requireInvitation(parts, token);
    if ((await team.personOf(email)) !== undefined)
      throw new RequestError("conflict", "somebody with this address has an account already");
    const at = now();
    const others = { languages: [], skills: [], isDisabled: false, createdAt: at, lastSeenAt: at };
    const body: PersonBody = { name, email, role, password: hash, ...others };
    return {
      person: { ...body, id, version: 1 },
      changes: [{ kind: "invitation", id: invitationId, version, type: "remove" }, newPerson(id, body)],
      audit: [entry({ id, name }, "join", `person ${id}`, { role, invitation: invitationId })],
    };
  });
}
