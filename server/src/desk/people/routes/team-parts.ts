import type { SessionCookie } from "#desk/http/session-cookie.ts";
import type { RelyingParty } from "#desk/people/passkeys/relying-party.ts";
import type { ProviderParts } from "#desk/people/oidc/sign-in-with-provider.ts";

/**
 * What the routes of people work with. `deskUrl`: where the console is, without a slash at the end. `challengeCookie`: of what a browser was asked.
 * `site`: for whom passkeys are made; undefined: there can be none. `issuer`: of the provider.
 */
export type TeamParts = ProviderParts & {
  cookie: SessionCookie;
  challengeCookie: SessionCookie;
  deskUrl: string;
  site: RelyingParty | undefined;
  issuer: string | undefined;
};
