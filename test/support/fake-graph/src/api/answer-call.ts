import { authenticate } from "./authenticate.ts";
import { inputOf } from "./call.ts";
import type { Call } from "./call.ts";
import type { Core } from "#core.ts";
import { GraphError } from "./graph-error.ts";
import { scriptedError } from "./graph-errors.ts";
import { isJsonObject } from "#parse/json.ts";
import { findRoute } from "./routes.ts";
import type { RouteResult } from "./route.ts";

/** What the API makes of a call, before it is known whether the answer gets through. */
export type Verdict = { type: "accepted"; result: RouteResult } | { type: "refused"; error: GraphError };

export async function answerCall(core: Core, call: Call): Promise<Verdict> {
  try {
    const { route, node } = findRoute(call.method, call.path);
    const input = inputOf(call);
    if (route.type === "open") return { type: "accepted", result: route.answer(core, input) };
    const caller = authenticate(core.state, call, core.options.requireProof === true, core.clock.now());
    const body = isJsonObject(call.body) ? call.body : {};
    return { type: "accepted", result: await route.handle({ core, caller, node, input, body }) };
  } catch (error) {
    if (error instanceof GraphError) return { type: "refused", error };
    // A bug in here: told to the caller and kept in the journal, like any refusal.
    return { type: "refused", error: scriptedError(1, { message: `Bug in the stand-in: ${String(error)}` }) };
  }
}
