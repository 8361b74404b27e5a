import {
  acceptInvitationSchema,
  invitationTokenSchema,
  openInvitationSchema,
  passwordChangeSchema,
  scopesOfRole,
  type SignedIn,
  signedInSchema,
  signInSchema,
} from "@causerie/protocol/desk";
import type { Request, Response } from "express";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import { type Actor, requirePerson } from "#desk/http/actor.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { entry } from "#desk/people/accounts/audit.ts";
import { describePerson } from "#desk/people/accounts/person.ts";
import { describeDevice } from "#desk/people/accounts/session.ts";
import { changePassword } from "#desk/people/change-password.ts";
import { acceptInvitation, lookAtInvitation } from "#desk/people/invitations.ts";
import { type NewSession, removeSession, signIn, type Visit } from "#desk/people/sign-in.ts";
import { addressOf } from "#desk/http/client.ts";
import type { TeamParts } from "./team-parts.ts";

/** Signing in and out, and what people say of their own account. */
export function accountRoutes(parts: TeamParts): DeskRoute[] {
  const { team, cookie, now, changed, limits } = parts;
  const visitOf = (request: Request): Visit => ({
    address: addressOf(request),
    device: describeDevice(request.headers["user-agent"]),
    oldToken: cookie.read(request),
  });
  const welcome = ({ token, session, person }: NewSession, response: Response): SignedIn => {
    cookie.set(response, token);
    const { id: sessionId, expiresAt } = session;
    return { person: describePerson(person), scopes: [...scopesOfRole[person.role]], sessionId, expiresAt };
  };

  return [
    route({
      method: "post",
      path: "/sign-in",
      summary: "Sign in with address and password; the answer sets the cookie of the session",
      scope: "anybody",
      body: signInSchema,
      answer: signedInSchema,
      refusals: ["unauthorized"],
      handle: async ({ body: { email, password }, request, response }) =>
        welcome(await signIn(parts, email, password, visitOf(request)), response),
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
      refusals: ["wrong_password", "weak_password", "not_found"],
      handle: async ({ actor, body, request, response }) => {
        const person = requirePerson(actor);
        await limits.perPair(`password ${person.id}`);
        const begun = await changePassword(parts, person, body, visitOf(request));
        cookie.set(response, begun.token);
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
      refusals: ["not_found", "weak_password"],
      handle: async ({ body, request, response }) =>
        welcome(await acceptInvitation(parts, body, visitOf(request)), response),
    }),
  ];
}

async function readMe({ team }: TeamParts, actor: Actor): Promise<SignedIn> {
  const { id, scopes, sessionId } = requirePerson(actor);
  const [person, session] = await Promise.all([team.requirePerson(id), team.records.read("session", sessionId)]);
  if (session === undefined) throw new RequestError("unauthorized", "the session is over; sign in again");
  const { expiresAt } = v.parse(v.object({ expiresAt: v.number() }), session.body);
  return { person: describePerson(person), scopes: [...scopes], sessionId, expiresAt };
}
