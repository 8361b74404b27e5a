import type { SessionCookie } from "#desk/http/session-cookie.ts";
import type { RelyingParty } from "#desk/people/passkeys/relying-party.ts";
import type { ProviderParts } from "#desk/people/oidc/sign-in-with-provider.ts";

/**
 * What the routes of people work with. `deskUrl`: where the console is, without a slash at the end. `challengeCookie`: of the passkey that a browser was asked for; `providerCookie`: of
 * somebody who is at the provider, while another window may ask for a passkey.
 * `site`: for whom passkeys are made; undefined: there can be none. `issuer`: of the provider.
 */
export type TeamParts = ProviderParts & {
  cookie: SessionCookie;
  challengeCookie: SessionCookie;
  providerCookie: SessionCookie;
  deskUrl: string;
  site: RelyingParty | undefined;
  issuer: string | undefined;
};
