import { scopesOfRole, type SignedIn } from "@causerie/protocol/desk";
import type { Request, Response } from "express";
import { addressOf } from "#desk/http/client.ts";
import type { SessionCookie } from "#desk/http/session-cookie.ts";
import { describePerson } from "#desk/people/accounts/person.ts";
import { describeDevice } from "#desk/people/accounts/session.ts";
import type { NewSession, Visit } from "#desk/people/sign-in.ts";

/** From where a request comes that begins a session. */
export function visitOf(request: Request, cookie: SessionCookie): Visit {
  return {
    address: addressOf(request),
    device: describeDevice(request.headers["user-agent"]),
    oldToken: cookie.read(request),
  };
}

/** Gives the browser its new session. */
export function welcome({ token, session, person }: NewSession, response: Response, cookie: SessionCookie): SignedIn {
  cookie.set(response, token);
  const { id: sessionId, expiresAt, endUrl } = session;
  const ends = endUrl === undefined ? {} : { providerSignOut: endUrl };
  return { person: describePerson(person), scopes: [...scopesOfRole[person.role]], sessionId, expiresAt, ...ends };
}
