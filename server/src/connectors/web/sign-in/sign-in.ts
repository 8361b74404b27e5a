import type { Session } from "@causerie/protocol";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { KeySet } from "#channel/kit/issuer/key-set.ts";
import type { Sessions } from "#connectors/web/session.ts";
import { toTrustedIssuers } from "./issuers.ts";
import { joinConversation } from "./join-conversation.ts";
import type { SignInOptions } from "./options.ts";
import { toSignedIn } from "./person.ts";
import { type Trust, verifyToken } from "./verify-token.ts";

/** The door for people who are signed in on the page. */
export type SignIn = {
  /** Nobody may chat without. */
  isRequired: boolean;
  /**
   * A session of the person whose token it is.
   * @param formerToken the refresh token of the anonymous session that the page had before. It is over then.
   * @throws RequestError `sign_in_failed`, `unavailable`, `blocked`
   */
  open(token: string, formerToken: string | undefined, addressBlock: string): Promise<Session>;
};

export type SignInParts = { connectorId: string; host: ConnectorHost; sessions: Sessions };

export function createSignIn(options: SignInOptions, { connectorId, host, sessions }: SignInParts): SignIn {
  const { mode = "required", issuers, clockSkew = 60, claims: wanted = ["name"] } = options;
  const trusts = issuers.flatMap((issuer) => trustsOf(toTrustedIssuers(issuer), host));
  return {
    isRequired: mode === "required",
    async open(token, formerToken, addressBlock) {
      const verified = await verifyToken(token, { trusts, clockSkew, now: host.now });
      const person = toSignedIn(verified, connectorId, wanted);
      const before = formerToken === undefined ? undefined : await sessions.anonymous(formerToken);
      const conversationId = await joinConversation(host, connectorId, person, before);
      if (before !== undefined && formerToken !== undefined) await sessions.end(formerToken);
      const endsAt = (verified.claims.exp + clockSkew) * 1000;
      return await sessions.openFor({ person, conversationId, endsAt }, addressBlock);
    },
  };
}

/** Tokens of both versions of one Entra tenant are signed with the same keys, which are fetched once. */
function trustsOf(issuers: ReturnType<typeof toTrustedIssuers>, { fetch, logger, steady }: ConnectorHost): Trust[] {
  const sets = new Map<string, KeySet>();
  return issuers.map((issuer) => {
    const { keysUrl, realm } = issuer;
    const keys = sets.get(realm) ?? new KeySet({ name: realm, keysUrl, issuer: issuer.issuer, fetch, logger, steady });
    sets.set(realm, keys);
    return { issuer, keys };
  });
}
