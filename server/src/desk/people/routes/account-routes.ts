import {
  acceptInvitationSchema,
  invitationTokenSchema,
  openInvitationSchema,
  passwordChangeSchema,
  type SignedIn,
  signedInSchema,
  signInMethodsSchema,
  signInLinkSchema,
  signInSchema,
} from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { type Actor, requirePerson } from "#desk/http/actor.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { entry } from "#desk/people/accounts/audit.ts";
import { describePerson } from "#desk/people/accounts/person.ts";
import { toSession } from "#desk/people/accounts/session.ts";
import { changePassword, removePassword } from "#desk/people/change-password.ts";
import { acceptInvitation, lookAtInvitation } from "#desk/people/invitations.ts";
import { requireRecentSession } from "#desk/people/recent-session.ts";
import { signInByLink } from "#desk/people/sign-in-link.ts";
import { removeSession, requirePasswords, signIn } from "#desk/people/sign-in.ts";
import { addressOf } from "#desk/http/client.ts";
import type { TeamParts } from "./team-parts.ts";
import { visitOf, welcome } from "./visit.ts";

/** Signing in and out, and what people say of their own account. */
export function accountRoutes(parts: TeamParts): DeskRoute[] {
  const { team, cookie, now, changed, limits } = parts;
  return [
    route({
      method: "post",
      path: "/sign-in",
      summary: "Sign in with address and password; the answer sets the cookie of the session",
      scope: "anybody",
      body: signInSchema,
      answer: signedInSchema,
      refusals: ["unauthorized", "passwords_off"],
      handle: async ({ body: { email, password }, request, response }) =>
        welcome(await signIn(parts, email, password, visitOf(request, cookie)), response, cookie),
    }),
    route({
      method: "get",
      path: "/sign-in/methods",
      summary: "By what people sign in here",
      scope: "anybody",
      answer: signInMethodsSchema,
      handle: async () => {
        const named = parts.provider === undefined ? {} : { provider: parts.provider.settings.name };
        return await Promise.resolve({ passwords: parts.passwords, passkeys: parts.site !== undefined, ...named });
      },
    }),
    route({
      method: "post",
      path: "/sign-in/link",
      summary:
        "Sign in once by a link that a command of the server has made; the answer sets the cookie of the session",
      scope: "anybody",
      body: signInLinkSchema,
      answer: signedInSchema,
      refusals: ["unauthorized"],
      handle: async ({ body: { token }, request, response }) =>
        welcome(await signInByLink(parts, token, visitOf(request, cookie)), response, cookie),
    }),
    route({
      method: "post",
      path: "/sign-out",
      summary: "End the session of this browser",
      scope: "signed_in",
      handle: async ({ actor, response }) => {
        const { sessionId, ...person } = requirePerson(actor);
        await team.records.write(
          [removeSession(sessionId)],
          [entry(person, "sign-out", `session ${sessionId}`)],
          now(),
        );
        changed();
        cookie.clear(response);
      },
    }),
    route({
      method: "get",
      path: "/me",
      summary: "Who is signed in, and what they may do",
      scope: "signed_in",
      answer: signedInSchema,
      handle: ({ actor }) => readMe(parts, actor),
    }),
    route({
      method: "post",
      path: "/me/password",
      summary: "Change the own password; all other sessions end",
      scope: "signed_in",
      body: passwordChangeSchema,
      refusals: ["wrong_password", "weak_password", "not_found", "sign_in_again", "passwords_off"],
      handle: async ({ actor, body, request, response }) => {
        const person = requirePerson(actor);
        requirePasswords(parts);
        await limits.perPair(`password ${person.id}`);
        const begun = await changePassword(parts, person, body, visitOf(request, cookie), person.sessionId);
        cookie.set(response, begun.token);
      },
    }),
    route({
      method: "delete",
      path: "/me/password",
      summary: "Give up the own password; only who has something else to come in by",
      scope: "signed_in",
      refusals: ["sign_in_again"],
      handle: async ({ actor }) => {
        const { id, name, sessionId } = requirePerson(actor);
        await requireRecentSession(parts, sessionId);
        await removePassword(parts, { id, name });
      },
    }),
    route({
      method: "post",
      path: "/invitations/look",
      summary: "For whom an invitation is",
      scope: "anybody",
      body: invitationTokenSchema,
      answer: openInvitationSchema,
      refusals: ["not_found"],
      handle: async ({ body: { token }, request }) => {
        await limits.perAddress(addressOf(request));
        return await lookAtInvitation(parts, token);
      },
    }),
    route({
      method: "post",
      path: "/invitations/accept",
      summary: "Make the account of an invitation, and sign in",
      scope: "anybody",
      body: acceptInvitationSchema,
      answer: signedInSchema,
      status: 201,
      refusals: ["not_found", "weak_password", "passwords_off"],
      handle: async ({ body, request, response }) =>
        welcome(await acceptInvitation(parts, body, visitOf(request, cookie)), response, cookie),
    }),
  ];
}

async function readMe({ team }: TeamParts, actor: Actor): Promise<SignedIn> {
  const { id, scopes, sessionId } = requirePerson(actor);
  const [person, session] = await Promise.all([team.requirePerson(id), team.records.read("session", sessionId)]);
  if (session === undefined) throw new RequestError("unauthorized", "the session is over; sign in again");
  const { expiresAt, endUrl } = toSession(session);
  const ends = endUrl === undefined ? {} : { providerSignOut: endUrl };
  return { person: describePerson(person), scopes: [...scopes], sessionId, expiresAt, ...ends };
}
