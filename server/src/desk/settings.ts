import type { DeskRole } from "@causerie/protocol/desk";

/**
 * The service that the team signs in with, by OpenID Connect.
 *
 * ```ts
 * oidc: { issuer: "https://id.example.com", clientId: "causerie", roles: { "chat-admins": "administrator" } }
 * ```
 */
export type OidcOptions = {
  /** Its address, exactly as it calls itself; below it stands `/.well-known/openid-configuration`. */
  issuer: string;
  clientId: string;
  /** Better set as CAUSERIE_DESK_CLIENT_SECRET. */
  clientSecret?: string;
  /** What stands on the button. Default: the issuer's host. */
  name?: string;
  /** Default `openid profile email`. */
  scopes?: readonly string[];
  /** Where the provider says what somebody is: a claim, or a path of names with dots. Default `roles`. */
  roleClaim?: string;
  /** Its words for our roles. Whoever has one of them is let in with it, and each sign-in renews it. Default: administrators give roles. */
  roles?: Readonly<Record<string, DeskRole>>;
  /** Only people with a verified address in one of these domains. Default: all that the provider knows. */
  allowedDomains?: readonly string[];
  /** Only people who were invited get an account, also of those with a role. */
  onlyInvited?: boolean;
};

export type OidcSettings = Required<Omit<OidcOptions, "allowedDomains">> & Pick<OidcOptions, "allowedDomains">;

/** What the file says of the desk. `passwords`: false where people sign in by the provider and by passkeys alone. */
export type DeskOptions = { sessionHours?: number; idleMinutes?: number; passwords?: boolean; oidc?: OidcOptions };

/** `sessionHours`: how long a session lasts at most. `idleMinutes`: how long one lasts that nobody uses. */
export type DeskSettings = {
  readonly sessionHours: number;
  readonly idleMinutes: number;
  readonly passwords: boolean;
  readonly oidc: OidcSettings | undefined;
};

/** NIST SP 800-63B-4, 2.2.3: at most 24 hours in all, and one hour without activity. */
export const deskDefaults: DeskSettings = { sessionHours: 12, idleMinutes: 60, passwords: true, oidc: undefined };
