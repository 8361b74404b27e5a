import { invalidParameter, noMatchingUser, noProfile, unknownObject } from "./graph-errors.ts";
import type { JsonObject } from "#parse/json.ts";
import { describePersona } from "./route-personas.ts";
import type { Route, RouteCall } from "./route.ts";
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
  const { caller, node, input } = call;
  if (node === "debug_token") return describeToken(call);
  if (caller.type !== "page") throw unknownObject(node);
  const { page } = caller;
  if (node === "me" || node === page.pageId) return describePage(page, input["fields"]);
  const persona = page.personas.get(node);
  if (persona !== undefined) return describePersona(node, persona);
  const thread = page.threads.get(node);
  if (thread === undefined) throw noMatchingUser();
  const fields = parseFields(input["fields"]);
  if (thread.profile === undefined) throw noProfile();
  const known = Object.entries(thread.profile).filter(([key]) => fields.includes(key));
  return { ...Object.fromEntries(known), id: thread.psid };
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
