import type { Request } from "express";
import type { Logger } from "#app/logger.ts";
import type { Limits } from "#channel/host/limits.ts";
import type { Actor } from "#desk/http/actor.ts";
import { bearerOf } from "#desk/http/bearer.ts";
import type { DeskRoute } from "#desk/http/route.ts";
import { createSessionCookie } from "#desk/http/session-cookie.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import type { DeskSettings } from "#desk/settings.ts";
import { TeamRecords } from "./accounts/team-records.ts";
import { Identities } from "./identities.ts";
import { inviteFirst } from "./invitations.ts";
import { OidcProvider } from "./oidc/oidc-provider.ts";
import { PasswordHasher } from "./passwords/hash-password.ts";
import { relyingPartyOf } from "./passkeys/relying-party.ts";
import { accessRoutes } from "./routes/access-routes.ts";
import { accountRoutes } from "./routes/account-routes.ts";
import { passkeyRoutes } from "./routes/passkey-routes.ts";
import { peopleRoutes } from "./routes/people-routes.ts";
import { providerRoutes } from "./routes/provider-routes.ts";
import type { TeamParts } from "./routes/team-parts.ts";

export type PeopleOptions = {
  records: DeskRecords;
  settings: DeskSettings;
  limits: Limits;
  publicUrl: string;
  /** Tells the other processes that somebody of the team, a session or a key has changed. */
  notifyOthers: () => void;
  logger: Logger;
  now: () => number;
  hasher?: PasswordHasher;
};

/** Who belongs to the team, and who of them asks. */
export type DeskPeople = {
  routes: readonly DeskRoute[];
  team: TeamRecords;
  /** Name of the cookie of sessions. */
  cookie: string;
  authenticate: (request: Request, isActivity: boolean) => Promise<Actor | undefined>;
  /** Another process has changed something. */
  forget(): void;
  /** @returns the link of the first administrator; undefined: there is somebody already. */
  firstLink(isAlone: boolean): Promise<string | undefined>;
};

const minute = 60;
const hour = 3_600;

export function createPeople(options: PeopleOptions): DeskPeople {
  const { records, settings, limits, publicUrl, logger, notifyOthers, now, hasher = new PasswordHasher() } = options;
  const team = new TeamRecords(records);
  const cookie = createSessionCookie(publicUrl);
  const challengeCookie = createSessionCookie(publicUrl, "-challenge");
  const providerCookie = createSessionCookie(publicUrl, "-provider-challenge");
  const deskUrl = `${publicUrl}/desk`;
  const identities = new Identities({ team, idleMs: settings.idleMinutes * 60_000, now });
  const provider =
    settings.oidc === undefined ? undefined : new OidcProvider({ settings: settings.oidc, deskUrl, logger });
  const parts: TeamParts = {
    team,
    hasher,
    cookie,
    challengeCookie,
    providerCookie,
    deskUrl,
    site: relyingPartyOf(publicUrl),
    provider,
    issuer: settings.oidc?.issuer,
    passwords: settings.passwords,
    now,
    sessionMs: settings.sessionHours * 3_600_000,
    limits: {
      perAddress: limits.rate("desk:sign-in-address", { count: 60, seconds: 10 * minute }),
      perPair: limits.rate("desk:sign-in-pair", { count: 10, seconds: 10 * minute }),
      // NIST SP 800-63B-4, 3.2.2: at most 100 tries in a row.
      perAccount: limits.rate("desk:sign-in-account", { count: 100, seconds: hour }),
      challenges: limits.rate("desk:challenges", { count: 120, seconds: 10 * minute }),
      refusals: limits.rate("desk:refusals", { count: 300, seconds: hour }),
    },
    changed: () => {
      identities.forget();
      notifyOthers();
    },
  };
  return {
    routes: [
      ...accountRoutes(parts),
      ...passkeyRoutes(parts),
      ...providerRoutes(parts),
      ...peopleRoutes(parts),
      ...accessRoutes(parts),
    ],
    team,
    cookie: cookie.name,
    authenticate: async (request, isActivity) => {
      const key = bearerOf(request.headers);
      // A key that is none is not made good by a cookie that happens to come with it.
      if (key !== undefined) return await identities.identify({ type: "key", token: key }, isActivity);
      const token = cookie.read(request);
      return token === undefined ? undefined : await identities.identify({ type: "session", token }, isActivity);
    },
    forget: () => identities.forget(),
    firstLink: async (isAlone) => (await inviteFirst({ team, now, deskUrl }, isAlone))?.link,
  };
}
