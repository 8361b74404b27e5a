import type { CheckResult } from "#channel/connector-definition.ts";
import { asId, asList, asObject } from "#channel/kit/json-with-ids.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { inboxApp } from "#connectors/messenger/send/person/pass-control.ts";
import { failureOf } from "./failure.ts";
import { good, wrong } from "#connectors/meta/graph/finding.ts";
import { type GraphAccess, callGraph } from "#connectors/meta/graph/graph-call.ts";

/** What an operator may do with a conversation. `to`: `inbox`, or the number of an app. `extend`: for how long this app keeps it. */
export type ControlAction =
  | { type: "pass"; to: string }
  | { type: "take" | "request" | "release" }
  | { type: "extend"; seconds: number };

/** `app` undefined: nobody has the conversation. `until`: when it falls back, in milliseconds since 1970. */
export type ThreadOwner =
  | { type: "known"; app: string | undefined; until: number | undefined }
  | { type: "unknown"; result: CheckResult };

/** Who has the conversation. A question that fails is no answer: least of all that the conversation is ours. */
export async function threadOwner(
  access: GraphAccess,
  { pageId, token, psid }: { pageId: string; token: string; psid: string },
): Promise<ThreadOwner> {
  const answer = await callGraph(access, { path: `${pageId}/thread_owner`, query: { recipient: psid }, token });
  if (answer.type !== "answered")
    return { type: "unknown", result: failureOf(answer, "to tell who has the conversation", access.graphBaseUrl) };
  const owner = asObject(asObject(asList(answer.body["data"])[0])["thread_owner"]);
  const seconds = Number(asId(owner["expiration"]) ?? Number.NaN);
  return { type: "known", app: asId(owner["app_id"]), until: Number.isFinite(seconds) ? seconds * 1000 : undefined };
}

const done = {
  pass: "The conversation is passed on",
  take: "The conversation is the bot's",
  request: "The app that has the conversation is asked for it",
  extend: "The bot keeps the conversation for this time",
  release: "Nobody has the conversation: the page's default app gets what the person says next",
};

export async function changeControl(
  access: GraphAccess,
  { pageId, token, psid }: { pageId: string; token: string; psid: string },
  action: ControlAction,
  metadata = "",
): Promise<CheckResult> {
  if (metadata.length > limits.metadata)
    return wrong(`The metadata has more than ${limits.metadata} characters`, "Say less.");
  const answer = await callGraph(access, {
    method: "POST",
    path: `${pageId}/${action.type}_thread_control`,
    body: { recipient: { id: psid }, ...detailsOf(action), ...(metadata === "" ? {} : { metadata }) },
    token,
  });
  if (answer.type === "answered") return good(done[action.type]);
  const isOwnedByOther = answer.type === "refused" && answer.code === 10 && answer.subcode === 2018300;
  if (isOwnedByOther)
    return wrong("Another app has the conversation", "Ask for it with --request, or take it as the default app.");
  return failureOf(answer, `to ${action.type} the conversation`, access.graphBaseUrl);
}

function detailsOf(action: ControlAction): object {
  if (action.type === "pass") return { target_app_id: action.to === "inbox" ? inboxApp : action.to };
  return action.type === "extend" ? { duration: action.seconds } : {};
}
