import { unknownObject } from "#api/graph-errors.ts";
import { oneOf, textAt } from "#parse/param.ts";
import { parseFieldList } from "#parse/parse-field-list.ts";
import type { Route, RouteCall, RouteResult } from "#api/route.ts";
import type { AppState } from "#state.ts";
import { verifyCallback } from "#webhook/verify-callback.ts";

/** The app's side of the webhook subscription; needs the app's own token. */
export const subscriptionsRoutes: readonly Route[] = [
  { method: "GET", edge: "/subscriptions", handle: list },
  { method: "POST", edge: "/subscriptions", handle: subscribe },
];

function list(call: RouteCall): RouteResult {
  const { callback } = appOf(call);
  if (callback === undefined) return { result: { data: [] } };
  const fields = [...callback.fields].map((name) => ({ name, version: "v26.0" }));
  return { result: { data: [{ object: "page", callback_url: callback.url, active: true, fields }] } };
}

async function subscribe(call: RouteCall): Promise<RouteResult> {
  const app = appOf(call);
  oneOf(call.input["object"], "object", ["page"]);
  const url = textAt(call.input, "callback_url", "");
  const verifyToken = textAt(call.input, "verify_token", "");
  const fields = parseFieldList(call.input["fields"], "fields");
  await verifyCallback(url, verifyToken, call.core.signal);
  app.callback = { url, fields: new Set(fields) };
  return { result: { success: true } };
}

function appOf({ caller, node }: RouteCall): AppState {
  if (caller.type !== "app" || caller.app.appId !== node) throw unknownObject(node);
  return caller.app;
}
