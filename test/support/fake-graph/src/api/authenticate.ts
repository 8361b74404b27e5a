import type { Call } from "./call.ts";
import { invalidProof, invalidToken, missingProof, missingToken } from "./graph-errors.ts";
import { isJsonObject } from "#parse/json.ts";
import { sign } from "#webhook/signature.ts";
import type { Administrator, AppState, GraphState, PageState } from "#state.ts";

/** Whose token was presented: a page's (through an app), or an app's own `id|secret`. */
export type Caller =
  | { type: "page"; page: PageState; app: AppState; token: string }
  | { type: "app"; app: AppState }
  | { type: "user"; app: AppState; administrator: Administrator };

export function authenticate(state: GraphState, call: Call, requireProof: boolean, now: number): Caller {
  if (call.token === undefined) throw missingToken();
  const caller = findCaller(state, call.token, now);
  if (caller === undefined) throw invalidToken();
  checkProof(caller.app.appSecret, call.token, proofOf(call), requireProof);
  return caller;
}

function findCaller(state: GraphState, token: string, now: number): Caller | undefined {
  const owner = state.tokens.get(token);
  if (owner !== undefined)
    return (owner.expiresAt ?? Infinity) > now ? { type: "page", page: owner.page, app: owner.app, token } : undefined;
  const administrator = state.administrators.get(token);
  if (administrator !== undefined) return { type: "user", app: administrator.app, administrator };
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
