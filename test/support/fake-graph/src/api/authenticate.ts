import type { Call } from "./call.ts";
import { invalidProof, invalidToken, missingProof, missingToken } from "./graph-errors.ts";
import { isJsonObject } from "#parse/json.ts";
import { sign } from "#webhook/signature.ts";
import type { AppState, GraphState, PageState } from "#state.ts";

/** Whose token was presented: a page's (through an app), or an app's own `id|secret`. */
export type Caller = { type: "page"; page: PageState; app: AppState } | { type: "app"; app: AppState };

export function authenticate(state: GraphState, call: Call, requireProof: boolean): Caller {
  if (call.token === undefined) throw missingToken();
  const caller = findCaller(state, call.token);
  if (caller === undefined) throw invalidToken();
  checkProof(caller.app.appSecret, call.token, proofOf(call), requireProof);
  return caller;
}

function findCaller(state: GraphState, token: string): Caller | undefined {
  const owner = state.tokens.get(token);
  if (owner !== undefined) return { type: "page", ...owner };
  const app = [...state.apps.values()].find(({ appId, appSecret }) => token === `${appId}|${appSecret}`);
  return app === undefined ? undefined : { type: "app", app };
}

function proofOf(call: Call): unknown {
  return call.query["appsecret_proof"] ?? (isJsonObject(call.body) ? call.body["appsecret_proof"] : undefined);
}

function checkProof(secret: string, token: string, proof: unknown, required: boolean): void {
  if (proof === undefined) {
    if (required) throw missingProof();
  } else if (proof !== sign(secret, token).sha256) throw invalidProof();
}
