import { invalidParameter, invalidToken, unknownObject } from "#api/graph-errors.ts";
import { oneOf, textAt } from "#parse/param.ts";
import type { JsonObject } from "#parse/json.ts";
import type { OpenRoute, Route, RouteCall } from "#api/route.ts";
import type { GraphState, TokenOwner } from "#state.ts";

/** A person's short token becomes a long one, or the code of a sign-in a short one. Any token of theirs may be given, as Meta allows. */
export const exchangeRoute: OpenRoute = {
  type: "open",
  method: "GET",
  path: "/oauth/access_token",
  answer({ state }, input) {
    const isCode = input["code"] !== undefined;
    if (!isCode) oneOf(input["grant_type"], "grant_type", ["fb_exchange_token"]);
    const app = state.apps.get(textAt(input, "client_id", ""));
    if (app?.appSecret !== textAt(input, "client_secret", ""))
      throw invalidParameter("Error validating client secret.");
    if (isCode)
      return { result: { access_token: redeem(state, textAt(input, "code", ""), textAt(input, "redirect_uri", "")) } };
    const administrator = state.administrators.get(textAt(input, "fb_exchange_token", ""));
    if (administrator?.app !== app || app === undefined) throw invalidToken();
    const result = { access_token: administrator.longToken, token_type: "bearer", expires_in: 60 * 24 * 3600 };
    return { result };
  },
};

function redeem({ codes }: GraphState, code: string, redirectUri: string): string {
  const known = codes.get(code);
  codes.delete(code);
  if (known?.redirectUri !== redirectUri || known === undefined)
    throw invalidParameter("This authorization code has been used.");
  return known.token;
}

/** The pages of a person, each with a token of its own; at most `limit` at once. */
export const accountsRoute: Route = {
  method: "GET",
  edge: "/accounts",
  handle({ core, caller, node, input }) {
    if (caller.type !== "user" || node !== "me") throw unknownObject(node);
    const limit = Number(input["limit"] ?? 25);
    const start = Number(input["after"] ?? 0);
    const all = caller.administrator.pages.flatMap((pageId) => describeAccount(core.state, caller.app.appId, pageId));
    const data = all.slice(start, start + limit);
    const next = start + limit;
    const cursors = { before: String(start), after: String(next) };
    const paging = next < all.length ? { cursors, next: "https://graph.facebook.com/next" } : { cursors };
    return { result: { data, ...(data.length === 0 ? {} : { paging }) } };
  },
};

function describeAccount(state: GraphState, appId: string, pageId: string): JsonObject[] {
  const owner = [...state.tokens.values()].find((each) => each.page.pageId === pageId && each.app.appId === appId);
  if (owner === undefined) return [];
  return [{ access_token: owner.token, id: pageId, name: owner.page.name, tasks: ["MESSAGING", "MANAGE"] }];
}

/** Who a person that Facebook Login knows is on each of the app's pages. */
export const loginIdsRoute: Route = {
  method: "GET",
  edge: "/ids_for_pages",
  handle({ core, caller, node }) {
    if (caller.type !== "app") throw unknownObject(node);
    const pages = [...core.state.pages.values()].filter(({ subscribedApps }) => subscribedApps.has(caller.app.appId));
    const data = pages.flatMap(({ pageId, name, loginIds }) => {
      const id = loginIds.get(node);
      return id === undefined ? [] : [{ id, page: { id: pageId, name } }];
    });
    return { result: { data } };
  },
};

/** `GET /debug_token`: what a token is, for the app that it was made for. */
export function describeToken({ core, caller, input }: RouteCall): JsonObject {
  if (caller.type !== "app") throw invalidToken();
  const token = textAt(input, "input_token", "");
  const owner = core.state.tokens.get(token);
  const administrator = core.state.administrators.get(token);
  const app = owner?.app ?? administrator?.app;
  if (app === undefined) return { data: { is_valid: false, scopes: [], error: { code: 190, message: "Malformed" } } };
  if (owner !== undefined) return { data: { app_id: app.appId, ...describePageToken(owner, core.clock.now()) } };
  const expiresAt = administrator?.isLong === true ? 60 * 24 * 3600 : 3600;
  return {
    data: {
      app_id: app.appId,
      type: "USER",
      is_valid: true,
      expires_at: Math.floor(core.clock.now() / 1000) + expiresAt,
      scopes: administrator?.scopes ?? [],
    },
  };
}

function describePageToken({ page, scopes, expiresAt }: TokenOwner, now: number): JsonObject {
  return {
    type: "PAGE",
    profile_id: page.pageId,
    is_valid: (expiresAt ?? Infinity) > now,
    expires_at: expiresAt === undefined ? 0 : Math.floor(expiresAt / 1000),
    data_access_expires_at: 0,
    scopes,
  };
}
