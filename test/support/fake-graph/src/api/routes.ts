import { unknownPath } from "./graph-errors.ts";
import { messageAttachmentsRoute } from "./route-message-attachments.ts";
import { messagesRoute } from "./route-messages.ts";
import { messengerProfileRoutes } from "./route-messenger-profile.ts";
import { nodeRoute } from "./route-node.ts";
import { personaRoutes } from "./route-personas.ts";
import { secondaryReceiversRoute } from "./route-secondary-receivers.ts";
import { subscribedAppsRoutes } from "./route-subscribed-apps.ts";
import { subscriptionsRoutes } from "./route-subscriptions.ts";
import { threadControlRoutes } from "./route-thread-control.ts";
import { unlinkAccountsRoute } from "./route-unlink-accounts.ts";
import { userSettingsRoutes } from "./route-user-settings.ts";
import type { OpenRoute, Route } from "./route.ts";
import { accountsRoute, exchangeRoute, loginIdsRoute } from "./route-tokens.ts";

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
