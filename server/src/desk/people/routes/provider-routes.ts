import { beginProviderSchema, fromProviderSchema, providerUrlSchema, signedInSchema } from "@causerie/protocol/desk";
import { requirePerson } from "#desk/http/actor.ts";
import { addressOf } from "#desk/http/client.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { disconnectAccount } from "#desk/people/oidc/connect-account.ts";
import { comeFromProvider, goToProvider } from "#desk/people/oidc/sign-in-with-provider.ts";
import { requireRecentSession } from "#desk/people/recent-session.ts";
import type { TeamParts } from "./team-parts.ts";
import { visitOf, welcome } from "./visit.ts";

/**
 * Signing in by the organisation's own service. It sends the browser back to a page of the console, which hands on what it got: so the cookies stay those of
 * this site alone, and no address that another site can link to changes anything.
 */
export function providerRoutes(parts: TeamParts): DeskRoute[] {
  const { cookie, providerCookie } = parts;
  return [
    route({
      method: "post",
      path: "/sign-in/provider/begin",
      summary: "Where to send the browser so that somebody signs in at the provider; the answer sets a cookie",
      scope: "anybody",
      body: beginProviderSchema,
      answer: providerUrlSchema,
      refusals: ["provider_unreachable", "not_found"],
      handle: async ({ body: { invitation }, request, response }) => {
        const { url, token } = await goToProvider(parts, addressOf(request), { invitation });
        providerCookie.set(response, token);
        return { url };
      },
    }),
    route({
      method: "post",
      path: "/sign-in/provider",
      summary: "Sign in with what the provider has sent back; the answer sets the cookie of the session",
      scope: "anybody",
      body: fromProviderSchema,
      answer: signedInSchema,
      refusals: ["provider_refused", "provider_unreachable", "not_admitted", "unauthorized", "not_found"],
      handle: async ({ actor, body: { query }, request, response }) => {
        const token = providerCookie.read(request);
        providerCookie.clear(response);
        const current = actor?.type === "person" ? actor.id : undefined;
        const begun = await comeFromProvider(parts, query, { token, current }, visitOf(request, cookie));
        return welcome(begun, response, cookie);
      },
    }),
    route({
      method: "post",
      path: "/me/provider/begin",
      summary:
        "Where to send the browser to connect the own account with one at the provider; the answer sets a cookie",
      scope: "signed_in",
      answer: providerUrlSchema,
      refusals: ["provider_unreachable", "sign_in_again", "not_found"],
      handle: async ({ actor, request, response }) => {
        const { id, sessionId } = requirePerson(actor);
        await requireRecentSession(parts, sessionId);
        const { url, token } = await goToProvider(parts, addressOf(request), { personId: id });
        providerCookie.set(response, token);
        return { url };
      },
    }),
    route({
      method: "delete",
      path: "/me/provider",
      summary: "Disconnect the own account from that at the provider; not the last that lets the person in",
      scope: "signed_in",
      refusals: ["not_found"],
      handle: async ({ actor }) => {
        const { id, name } = requirePerson(actor);
        await disconnectAccount(parts, { id, name });
      },
    }),
  ];
}
