import { DeliveryError } from "#channel/delivery-error.ts";
import { appSecretProof } from "#connectors/meta/signature.ts";
import type { Gate } from "./gate.ts";
import type { ErrorRules } from "./graph-error.ts";
import { wasNeverSent } from "./never-sent.ts";
import { type Answer, toDeliveryError } from "./refusal.ts";

/** How a channel of Meta's calls the Graph API. */
export type RequestSettings = {
  graphBaseUrl: string;
  graphVersion: string;
  accessToken: string;
  /** Several while one is being replaced. The first one signs our calls. */
  appSecrets: readonly string[];
  /** Calls the Graph API. */
  fetch: typeof fetch;
  /** Learns how each call ends. */
  gate: Gate;
  /** What errors mean on this channel. */
  rules: ErrorRules;
};

/** `path`: below the version, e.g. `2001/messages`. */
export type GraphRequest = {
  method: "GET" | "POST" | "DELETE";
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: object;
};

/** One call for a delivery. @returns the body of the answer. @throws DeliveryError, FormError */
export async function callForDelivery(
  settings: RequestSettings,
  graphRequest: GraphRequest,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<unknown> {
  const { gate, rules } = settings;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const response = await ask(settings, graphRequest, limit);
  gate.answered(response.headers);
  if (!response.ok) throw toDeliveryError(response, gate, rules);
  gate.passed();
  return response.body;
}

/** Nobody sees a call of this kind: where nobody knows whether it was carried out, it is made again. */
export async function repeatable<Result>(calling: Promise<Result>): Promise<Result> {
  try {
    return await calling;
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.outcome !== "unknown") throw error;
    const { retryAfterMs } = error;
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    throw new DeliveryError(error.message, "transient", { cause: error, code: error.code, ...wait });
  }
}

async function ask(settings: RequestSettings, graphRequest: GraphRequest, limit: AbortSignal): Promise<Answer> {
  try {
    const response = await request(settings, graphRequest, limit);
    return { ok: response.ok, status: response.status, headers: response.headers, body: await readJson(response) };
  } catch (error) {
    settings.gate.undecided();
    throw error;
  }
}

/** The access token is not in the URL but in a header: proxies write URLs to their access logs. */
function urlOf(
  { graphBaseUrl, graphVersion, appSecrets, accessToken }: RequestSettings,
  { path, query = {} }: GraphRequest,
): URL {
  const url = new URL(`/${graphVersion}/${path}`, graphBaseUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  url.searchParams.set("appsecret_proof", appSecretProof(appSecrets[0] ?? "", accessToken));
  return url;
}

async function request(settings: RequestSettings, graphRequest: GraphRequest, signal: AbortSignal): Promise<Response> {
  if (signal.aborted) throw new DeliveryError("stopped before the call", "transient", { code: "stopped" });
  const { accessToken, fetch } = settings;
  const { method, body } = graphRequest;
  const isJson = body !== undefined && !(body instanceof FormData);
  try {
    return await fetch(urlOf(settings, graphRequest), {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(isJson ? { "content-type": "application/json" } : {}),
      },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
      signal,
      redirect: "manual",
    });
  } catch (error) {
    if (wasNeverSent(error))
      throw new DeliveryError("Meta cannot be reached", "transient", { cause: error, code: "unreachable" });
    throw connectionBroke(error);
  }
}

/** @returns undefined for a response that is not JSON: it comes from a proxy, or from an edge server with a failure. */
async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text()) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw connectionBroke(error);
  }
}

function connectionBroke(cause: unknown): DeliveryError {
  const message = "the connection to Meta broke before its response";
  return new DeliveryError(message, "unknown", { cause, code: "connection_broke" });
}
