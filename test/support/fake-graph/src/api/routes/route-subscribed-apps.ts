import { pageOf } from "#api/route.ts";
import type { Route, RouteCall, RouteResult } from "#api/route.ts";
import { parseFieldList } from "#parse/parse-field-list.ts";

/** The page's side of the webhook subscription. */
export const subscribedAppsRoutes: readonly Route[] = [
  { method: "GET", edge: "/subscribed_apps", handle: list },
  { method: "POST", edge: "/subscribed_apps", handle: subscribe },
  { method: "DELETE", edge: "/subscribed_apps", handle: unsubscribe },
];

function list(call: RouteCall): RouteResult {
  const subscriptions = [...pageOf(call).subscribedApps];
  const data = subscriptions.map(([appId, fields]) => ({ id: appId, name: appId, subscribed_fields: [...fields] }));
  return { result: { data } };
}

function subscribe(call: RouteCall): RouteResult {
  const fields = parseFieldList(call.input["subscribed_fields"], "subscribed_fields");
  pageOf(call).subscribedApps.set(call.caller.app.appId, new Set(fields));
  return { result: { success: true } };
}

function unsubscribe(call: RouteCall): RouteResult {
  pageOf(call).subscribedApps.delete(call.caller.app.appId);
  return { result: { success: true } };
}
