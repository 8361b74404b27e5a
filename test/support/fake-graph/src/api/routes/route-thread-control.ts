import type { Core } from "#core.ts";
import { noMatchingUser } from "#api/graph-errors.ts";
import type { JsonObject } from "#parse/json.ts";
import { numberAt, objectAt, textAt } from "#parse/param.ts";
import {
  checkControl,
  checkMayTake,
  extendControl,
  ownerOf,
  passControl,
  releaseControl,
  requestControl,
  takeControl,
} from "#people/control.ts";
import { limits } from "#parse/limits.ts";
import { pageOf } from "#api/route.ts";
import type { Route, RouteCall } from "#api/route.ts";
import type { PageState } from "#state.ts";
import type { Thread } from "#people/thread.ts";

interface ControlCall {
  core: Core;
  page: PageState;
  thread: Thread;
  appId: string;
  input: JsonObject;
}

/** Conversation Routing: pass, take, release, and who has the thread. */
export const threadControlRoutes: readonly Route[] = [
  route("/pass_thread_control", ({ core, page, thread, appId, input }) => {
    checkControl(page, thread, appId, core.clock.now());
    const metadata = input["metadata"] === undefined ? undefined : textAt(input, "metadata", "", limits.metadata);
    return passControl(core, page, thread, { to: textAt(input, "target_app_id", ""), metadata });
  }),
  route("/take_thread_control", ({ core, page, thread, appId }) => {
    checkMayTake(page, appId);
    return takeControl(core, page, thread, appId);
  }),
  route("/request_thread_control", ({ core, page, thread, appId, input }) => {
    const metadata = input["metadata"] === undefined ? undefined : textAt(input, "metadata", "", limits.metadata);
    return requestControl(core, page, thread, { by: appId, metadata });
  }),
  route("/release_thread_control", ({ core, page, thread, appId }) => {
    checkControl(page, thread, appId, core.clock.now());
    releaseControl(thread);
  }),
  route("/extend_thread_control", ({ core, page, thread, appId, input }) => {
    const now = core.clock.now();
    checkControl(page, thread, appId, now);
    extendControl(thread, appId, numberAt(input, "duration", "", { min: 1, max: limits.controlSeconds }), now);
  }),
  { method: "GET", edge: "/thread_owner", handle: (call) => ({ result: describeOwner(call) }) },
];

function route(edge: string, act: (call: ControlCall) => Promise<unknown> | void): Route {
  return {
    method: "POST",
    edge,
    handle: async (call) => {
      const page = pageOf(call);
      const thread = page.threads.get(textAt(objectAt(call.input["recipient"], "recipient"), "id", "recipient"));
      if (thread === undefined) throw noMatchingUser();
      const told = act({ core: call.core, page, thread, appId: call.caller.app.appId, input: call.input });
      if (told !== undefined) void call.core.webhooks.track(told);
      return { result: { success: true } };
    },
  };
}

function describeOwner(call: RouteCall): JsonObject {
  const thread = pageOf(call).threads.get(String(call.input["recipient"]));
  if (thread === undefined) throw noMatchingUser();
  const app_id = ownerOf(thread, call.core.clock.now());
  if (app_id === undefined) return { data: [] };
  const { ownedUntil } = thread;
  const expiration = ownedUntil === undefined ? {} : { expiration: Math.floor(ownedUntil / 1000) };
  return { data: [{ thread_owner: { app_id, ...expiration } }] };
}
