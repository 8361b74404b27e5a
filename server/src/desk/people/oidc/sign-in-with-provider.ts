import { RequestError } from "#app/errors.ts";
import { putChallenge, redeemChallenge } from "#desk/people/accounts/challenge.ts";
import { hashToken } from "#desk/people/accounts/secret-token.ts";
import type { Person } from "#desk/people/accounts/person.ts";
import { beginSession, type NewSession, recordRefusal, type SignInParts, type Visit } from "#desk/people/sign-in.ts";
import { admit } from "./admit.ts";
import { connectAccount } from "./connect-account.ts";
import type { OidcProvider } from "./oidc-provider.ts";

export type ProviderParts = SignInParts & { provider: OidcProvider | undefined };

/** For as long as people look for a second factor at the provider. */
const flowMs = 15 * 60_000;

/** @throws RequestError `not_found`: people do not sign in like that here. */
export function requireProvider({ provider }: Pick<ProviderParts, "provider">): OidcProvider {
  if (provider !== undefined) return provider;
  throw new RequestError("not_found", "this desk has no provider to sign in with");
}

/**
 * Sends a browser to the provider.
 *
 * @param why `personId`: who is signed in and connects an account; `invitation`: token of one that is accepted by it.
 * @throws RequestError `provider_unreachable`, `rate_limited`, `not_found`
 */
export async function goToProvider(
  parts: ProviderParts,
  address: string,
  why: { personId?: string; invitation?: string | undefined },
): Promise<{ url: string; token: string }> {
  const provider = requireProvider(parts);
  await parts.limits.challenges(address);
  const { url, ...flow } = await provider.begin();
  const { personId, invitation } = why;
  const token = await putChallenge(
    parts,
    {
      purpose: "oidc",
      ...flow,
      personId,
      ...(invitation === undefined ? {} : { invitation: hashToken(invitation) }),
    },
    parts.now() + flowMs,
  );
  return { url, token };
}

/**
 * Somebody comes back from the provider.
 *
 * @param query of the address that they came back to.
 * @param token of the cookie; `current`: who is signed in in this browser.
 * @throws RequestError `provider_refused`, `provider_unreachable`, `not_admitted`, `conflict`, `unauthorized`, `rate_limited`
 */
export async function comeFromProvider(
  parts: ProviderParts,
  query: string,
  { token, current }: { token: string | undefined; current: string | undefined },
  visit: Visit,
): Promise<NewSession> {
  const provider = requireProvider(parts);
  await parts.limits.perAddress(visit.address);
  const flow = await redeemChallenge(parts, token, "oidc");
  if (flow === undefined)
    throw new RequestError("provider_refused", "this took too long, or was begun in another browser; sign in again");
  const account = await provider.finish(query, flow);
  const { personId, invitation } = flow;
  if (personId !== undefined && personId !== current)
    throw new RequestError("provider_refused", "somebody else is signed in now; sign in, and connect the account anew");
  try {
    return await beginSession(parts, visit, async () => {
      const decided =
        personId === undefined
          ? await admit({ ...parts, settings: provider.settings }, account, invitation)
          : await connectAccount(parts, personId, account);
      return { ...decided, ...(account.endUrl === undefined ? {} : { endUrl: account.endUrl }) };
    });
  } catch (error) {
    if (error instanceof RequestError && (error.code === "not_admitted" || error.code === "unauthorized"))
      await recordRefusal(parts, await knownPerson(parts, account), "provider");
    throw error;
  }
}

async function knownPerson(
  { team }: ProviderParts,
  account: { issuer: string; subject: string },
): Promise<Person | undefined> {
  const identity = await team.identityOf(account);
  return identity === undefined ? undefined : await team.person(identity.personId);
}
