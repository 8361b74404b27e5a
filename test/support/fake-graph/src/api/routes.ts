import { unknownPath } from "./graph-errors.ts";
import { messageAttachmentsRoute } from "#api/routes/route-message-attachments.ts";
import { messagesRoute } from "#api/routes/route-messages.ts";
import { messengerProfileRoutes } from "#api/routes/route-messenger-profile.ts";
import { nodeRoute } from "#api/routes/route-node.ts";
import { personaRoutes } from "#api/routes/route-personas.ts";
import { secondaryReceiversRoute } from "#api/routes/route-secondary-receivers.ts";
import { subscribedAppsRoutes } from "#api/routes/route-subscribed-apps.ts";
import { subscriptionsRoutes } from "#api/routes/route-subscriptions.ts";
import { threadControlRoutes } from "#api/routes/route-thread-control.ts";
import { unlinkAccountsRoute } from "#api/routes/route-unlink-accounts.ts";
import { userSettingsRoutes } from "#api/routes/route-user-settings.ts";
import type { OpenRoute, Route } from "./route.ts";
import { accountsRoute, exchangeRoute, loginIdsRoute } from "#api/routes/route-tokens.ts";

/** All that this Graph API answers. A new concern is a new file and a new line here. */
const routes: readonly Route[] = [
  messagesRoute,
  messageAttachmentsRoute,
  ...messengerProfileRoutes,
  ...subscribedAppsRoutes,
  ...subscriptionsRoutes,
  ...threadControlRoutes,
  secondaryReceiversRoute,
  ...personaRoutes,
  ...userSettingsRoutes,
  unlinkAccountsRoute,
  accountsRoute,
  loginIdsRoute,
  nodeRoute,
];

export function findRoute(method: string, path: string): { route: Route | OpenRoute; node: string } {
  if (exchangeRoute.method === method && exchangeRoute.path === path) return { route: exchangeRoute, node: "" };
  const [, node = "", edge = ""] = /^\/([^/]+)(\/.+)?$/.exec(path) ?? [];
  const route = routes.find((candidate) => candidate.method === method && candidate.edge === edge);
  if (node === "" || route === undefined) throw unknownPath(path);
  return { route, node };
}
