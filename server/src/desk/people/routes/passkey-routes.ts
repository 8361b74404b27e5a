import {
  deskPasskeySchema,
  newPasskeySchema,
  ownAccessSchema,
  passkeyCreationSchema,
  passkeyProofSchema,
  passkeyRequestSchema,
  signedInSchema,
} from "@causerie/protocol/desk";
import { requirePerson } from "#desk/http/actor.ts";
import { addressOf } from "#desk/http/client.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { describePasskey } from "#desk/people/accounts/passkey.ts";
import { askForNewPasskey, makePasskey, removePasskey } from "#desk/people/passkeys/make-passkey.ts";
import { askForPasskey, signInWithPasskey } from "#desk/people/passkeys/sign-in-with-passkey.ts";
import { requireRecentSession } from "#desk/people/recent-session.ts";
import type { TeamParts } from "./team-parts.ts";
import { visitOf, welcome } from "./visit.ts";

/** Signing in by what a device has and whom it verifies, and the own list of such. */
export function passkeyRoutes(parts: TeamParts): DeskRoute[] {
  const { team, cookie, challengeCookie } = parts;
  return [
    route({
      method: "post",
      path: "/sign-in/passkey/options",
      summary: "What to ask a browser's authenticator for; the answer sets the cookie that belongs to it",
      scope: "anybody",
      answer: passkeyRequestSchema,
      handle: async ({ request, response }) => {
        const { options, token } = await askForPasskey(parts, addressOf(request));
        challengeCookie.set(response, token);
        return options;
      },
    }),
    route({
      method: "post",
      path: "/sign-in/passkey",
      summary: "Sign in with a passkey; the answer sets the cookie of the session",
      scope: "anybody",
      body: passkeyProofSchema,
      answer: signedInSchema,
      refusals: ["unauthorized"],
      handle: async ({ body, request, response }) => {
        const asked = challengeCookie.read(request);
        challengeCookie.clear(response);
        const begun = await signInWithPasskey(parts, body, asked, visitOf(request, cookie));
        return welcome(begun, response, cookie);
      },
    }),
    route({
      method: "get",
      path: "/me/access",
      summary: "The own passkeys, and whether an account of the provider is connected",
      scope: "signed_in",
      answer: ownAccessSchema,
      handle: async ({ actor }) => {
        const { id } = requirePerson(actor);
        const [passkeys, identities] = await Promise.all([team.passkeys(id), team.identities(id)]);
        return {
          passkeys: passkeys.sort((a, b) => a.createdAt - b.createdAt).map(describePasskey),
          isConnected: identities.some(({ issuer }) => issuer === parts.issuer),
        };
      },
    }),
    route({
      method: "post",
      path: "/me/passkeys/options",
      summary: "What to ask a browser's authenticator to make; the answer sets the cookie that belongs to it",
      scope: "signed_in",
      answer: passkeyCreationSchema,
      refusals: ["sign_in_again"],
      handle: async ({ actor, response }) => {
        const { id, sessionId } = requirePerson(actor);
        await requireRecentSession(parts, sessionId);
        const { options, token } = await askForNewPasskey(parts, id);
        challengeCookie.set(response, token);
        return options;
      },
    }),
    route({
      method: "post",
      path: "/me/passkeys",
      summary: "Keep a passkey that was made, for the own account",
      scope: "signed_in",
      body: newPasskeySchema,
      answer: deskPasskeySchema,
      status: 201,
      refusals: ["passkey_refused", "sign_in_again"],
      handle: async ({ actor, body, request, response }) => {
        const { id, name, sessionId } = requirePerson(actor);
        await requireRecentSession(parts, sessionId);
        const asked = challengeCookie.read(request);
        challengeCookie.clear(response);
        return await makePasskey(parts, { id, name }, body, asked);
      },
    }),
    route({
      method: "delete",
      path: "/me/passkeys/:id",
      summary: "Remove a passkey of the own account; not the last that lets the person in",
      scope: "signed_in",
      handle: async ({ actor, params: { id = "" } }) => {
        const { id: personId, name } = requirePerson(actor);
        await removePasskey(parts, { id: personId, name }, id);
      },
    }),
  ];
}
