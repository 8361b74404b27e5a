import { type JsonObject, asId, asObject, parseJsonKeepingIds } from "#channel/kit/json-with-ids.ts";
import { appSecretProof } from "#connectors/meta/signature.ts";

/** What the operator's calls need to know. `appSecrets`: several while one is being replaced; the first one signs our calls. */
export type GraphAccess = {
  graphBaseUrl: string;
  graphVersion: string;
  appId: string;
  appSecrets: readonly string[];
  fetch: typeof fetch;
};

/** `token`: empty for the one call that shows the app's secret instead. */
export type GraphCall = {
  method?: "GET" | "POST" | "DELETE";
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: object;
  token: string;
  /** Default: as long as Meta may take to call our webhook meanwhile. */
  timeoutMs?: number;
};

/** `version`: the version of the API that Meta says it has used. Meta's own words are left out, as they may quote a token. */
export type GraphAnswer =
  | { type: "answered"; body: JsonObject; version: string | undefined }
  | { type: "refused"; code: number | undefined; subcode: number | undefined }
  | { type: "unreachable"; reason: string };

/** Milliseconds. Meta calls the webhook before it answers that its address is saved. */
const longestMs = 15_000;

/** One call of an operator's command. Never throws. */
export async function callGraph(access: GraphAccess, call: GraphCall): Promise<GraphAnswer> {
  const { method = "GET", path, query = {}, body, token, timeoutMs = longestMs } = call;
  const url = new URL(`/${access.graphVersion}/${path}`, access.graphBaseUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  if (token !== "") url.searchParams.set("appsecret_proof", appSecretProof(access.appSecrets[0] ?? "", token));
  try {
    const response = await access.fetch(url, {
      method,
      headers: {
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = asObject(parseJsonKeepingIds(await response.text()));
    const version = response.headers.get("facebook-api-version") ?? undefined;
    return response.ok ? { type: "answered", body: answer, version } : refusalOf(asObject(answer["error"]));
  } catch (error) {
    return { type: "unreachable", reason: error instanceof Error ? error.name : "unknown" };
  }
}

function refusalOf(error: JsonObject): GraphAnswer {
  return { type: "refused", code: numberOf(error["code"]), subcode: numberOf(error["error_subcode"]) };
}

function numberOf(value: unknown): number | undefined {
  const number = Number(asId(value) ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** The token of the app itself. */
export function appToken({ appId, appSecrets }: Pick<GraphAccess, "appId" | "appSecrets">): string {
  return `${appId}|${appSecrets[0] ?? ""}`;
}
