import { invalidParameter, rateLimited } from "#api/graph-errors.ts";
import type { JsonObject } from "#parse/json.ts";
import { namesAt, oneOf } from "#parse/param.ts";
import { checkMessengerProfile, profileFields } from "./check-messenger-profile.ts";
import { pageOf } from "#api/route.ts";
import type { Route, RouteCall, RouteResult } from "#api/route.ts";
import type { PageState } from "#state.ts";

export const messengerProfileRoutes: readonly Route[] = [
  { method: "GET", edge: "/messenger_profile", handle: show },
  { method: "POST", edge: "/messenger_profile", handle: change },
  { method: "DELETE", edge: "/messenger_profile", handle: remove },
];

function show(call: RouteCall): RouteResult {
  const page = countedPageOf(call);
  const fields = parseFields(call.input["fields"]);
  const set = Object.entries(page.profile).filter(([key]) => fields.includes(key));
  return { result: { data: set.length === 0 ? [] : [Object.fromEntries(set)] } };
}

function change(call: RouteCall): RouteResult {
  const page = countedPageOf(call);
  const { access_token: _, ...changes } = call.body;
  checkMessengerProfile(changes, page.profile);
  page.profile = { ...page.profile, ...changes };
  return { result: { result: "success" } };
}

function remove(call: RouteCall): RouteResult {
  const page = countedPageOf(call);
  const fields = parseFields(call.input["fields"]);
  const left: JsonObject = Object.fromEntries(Object.entries(page.profile).filter(([key]) => !fields.includes(key)));
  if (left["persistent_menu"] !== undefined && left["get_started"] === undefined) {
    throw invalidParameter("You must set a Get Started button if you also wish to use persistent menu");
  }
  page.profile = left;
  return { result: { result: "success" } };
}

// Reading counts too: the limit is on calls, and this is the strictest reading of it.
function countedPageOf(call: RouteCall): PageState {
  const page = pageOf(call);
  if (!page.profileCalls.take(call.core.clock.now())) throw rateLimited();
  return page;
}

function parseFields(value: unknown): string[] {
  return namesAt(value, "fields").map((name) => oneOf(name, "fields", profileFields));
}
