import { checkMenu } from "./check-messenger-profile.ts";
import { invalidParameter, noMatchingUser, rateLimited } from "#api/graph-errors.ts";
import { isJsonObject } from "#parse/json.ts";
import type { JsonObject } from "#parse/json.ts";
import { refuseOtherKeys, textAt } from "#parse/param.ts";
import type { Thread } from "#people/thread.ts";
import { pageOf } from "#api/route.ts";
import type { Route, RouteCall, RouteResult } from "#api/route.ts";

/** What one person sees in place of the page's profile: their menu. */
export const userSettingsRoutes: readonly Route[] = [
  { method: "GET", edge: "/custom_user_settings", handle: show },
  { method: "POST", edge: "/custom_user_settings", handle: change },
  { method: "DELETE", edge: "/custom_user_settings", handle: remove },
];

function show(call: RouteCall): RouteResult {
  const { menu } = countedThreadOf(call);
  return { result: { data: menu === undefined ? [] : [{ user_level_persistent_menu: menu }] } };
}

function change(call: RouteCall): RouteResult {
  const thread = countedThreadOf(call);
  const { access_token: _, ...body } = call.body;
  refuseOtherKeys(body, "custom_user_settings", ["psid", "persistent_menu"]);
  checkMenu(body["persistent_menu"], "persistent_menu");
  // Assumed to be as with the page's own menu.
  if (pageOf(call).profile["get_started"] === undefined)
    throw invalidParameter("You must set a Get Started button if you also wish to use persistent menu");
  thread.menu = (body["persistent_menu"] as unknown[]).filter((each): each is JsonObject => isJsonObject(each));
  return { result: { result: "success" } };
}

function remove(call: RouteCall): RouteResult {
  const thread = countedThreadOf(call);
  if (call.input["params"] !== '["persistent_menu"]')
    throw invalidParameter('Param params must be the list ["persistent_menu"]');
  thread.menu = undefined;
  return { result: { result: "success" } };
}

function countedThreadOf(call: RouteCall): Thread {
  const thread = pageOf(call).threads.get(textAt(call.input, "psid", ""));
  if (thread === undefined) throw noMatchingUser();
  if (!thread.settingsCalls.take(call.core.clock.now())) throw rateLimited();
  return thread;
}
