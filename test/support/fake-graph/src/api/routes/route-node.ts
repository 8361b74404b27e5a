import {
  invalidParameter,
  linkingFailed,
  noMatchingUser,
  noProfile,
  scriptedError,
  unknownObject,
} from "#api/graph-errors.ts";
import type { JsonObject } from "#parse/json.ts";
import { describePersona } from "./route-personas.ts";
import type { Route, RouteCall } from "#api/route.ts";
import { describeToken } from "./route-tokens.ts";
import type { PageState } from "#state.ts";

const profileFields = ["id", "first_name", "last_name", "profile_pic", "locale", "timezone", "gender", "name"];

/** `GET /{psid}` tells about a person, `GET /me` about the page itself. */
export const nodeRoute: Route = {
  method: "GET",
  edge: "",
  handle: (call) => ({ result: describeNode(call) }),
};

function describeNode(call: RouteCall): JsonObject {
  const { core, caller, node, input } = call;
  if (node === "debug_token") return describeToken(call);
  if (caller.type !== "page") throw unknownObject(node);
  const { page } = caller;
  if (node === "me" || node === page.pageId)
    return input["account_linking_token"] === undefined ? describePage(page, input["fields"]) : whoLinks(call, page);
  const persona = page.personas.get(node);
  if (persona !== undefined) return describePersona(node, persona);
  const thread = page.threads.get(node);
  if (thread === undefined) throw noMatchingUser();
  const fields = parseFields(input["fields"]);
  if (thread.profile === undefined) throw noProfile();
  const scopes = core.state.tokens.get(caller.token)?.scopes ?? [];
  if (!scopes.includes("pages_messaging")) throw scriptedError(230);
  const isAllowed = (field: string): boolean => scopes.includes(scopeOf.get(field) ?? "pages_messaging");
  const known = Object.entries(thread.profile).filter(([key]) => fields.includes(key) && isAllowed(key));
  return { ...Object.fromEntries(known), id: thread.psid };
}

/** Fields that people let an app see by a permission of their own. Others see a profile without them (assumed). */
const scopeOf = new Map([
  ["locale", "pages_user_locale"],
  ["timezone", "pages_user_timezone"],
  ["gender", "pages_user_gender"],
]);

/** The person who is about to link an account. */
function whoLinks({ core, input }: RouteCall, page: PageState): JsonObject {
  const known = page.linkingTokens.get(String(input["account_linking_token"]));
  if (known === undefined || known.until <= core.clock.now())
    throw linkingFailed("The account linking token is not valid");
  return { id: page.pageId, recipient: known.psid };
}

function describePage(page: PageState, fields: unknown): JsonObject {
  const status = { hop_v2: page.defaultApp !== undefined, msgr_multi_app: page.multiApp, ig_multi_app: false };
  const isAsked = String(fields).split(",").includes("messaging_feature_status");
  return { id: page.pageId, name: page.name, ...(isAsked ? { messaging_feature_status: status } : {}) };
}

function parseFields(value: unknown): string[] {
  if (typeof value !== "string") return ["first_name", "last_name", "profile_pic"];
  const fields = value.split(",").map((field) => field.trim());
  const unknown = fields.find((field) => !profileFields.includes(field));
  if (unknown !== undefined) throw invalidParameter(`Tried accessing nonexisting field (${unknown})`);
  return fields;
}
