import { DeliveryError } from "#channel/delivery-error.ts";
import { type GraphError, type Classification, describeRefusal, classify, readGraphError } from "./graph-error.ts";
import { asId, asObject } from "#channel/kit/json-with-ids.ts";
import { readRetryAfter } from "./retry-after.ts";
import type { SendMessage } from "./send-api.ts";
import { appSecretProof } from "#connectors/messenger/signature.ts";
import { wasNeverSent } from "./never-sent.ts";

export type GraphSettings = {
  graphBaseUrl: string;
  graphVersion: string;
  pageId: string;
  accessToken: string;
  /** Several while one is being replaced. The first one signs our calls. */
  appSecrets: readonly string[];
  personaId: string | undefined;
  /** Calls the Graph API. */
  fetch: typeof fetch;
};

export type SenderAction = "typing_on" | "typing_off" | "mark_seen";

/** The Send API of one page. */
export type GraphClient = {
  /** @throws DeliveryError, or its subclass FormError when Meta would take the same words in another form. */
  send(psid: string, message: SendMessage, purpose: Purpose, signal: AbortSignal): Promise<{ externalId?: string }>;
  /** @throws DeliveryError */
  sendAction(psid: string, action: SenderAction, signal: AbortSignal): Promise<void>;
};

/** Meta refuses the file, the template or a parameter of it. It may accept the words in a simpler form. */
export class FormError extends DeliveryError {
  override name = "FormError";
}

/** Meta responds within seconds, except when it first fetches a file (up to 10 s, 75 s for a video). */
const timeouts = { text: 20_000, media: 90_000, action: 5000 };

/** Why the page writes (`messaging_type`): as an answer, or unasked while the window is open. */
export type Purpose = "RESPONSE" | "UPDATE";

export function createGraphClient(settings: GraphSettings): GraphClient {
  const url = messagesUrl(settings);
  const persona = settings.personaId === undefined ? {} : { persona_id: settings.personaId };

  async function call(body: object, timeoutMs: number, signal: AbortSignal): Promise<unknown> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const response = await post(settings, url, JSON.stringify(body), limit);
    const responseBody = await readJson(response);
    if (!response.ok) throw toDeliveryError(response, responseBody);
    return responseBody;
  }

  return {
    async send(psid, message, purpose, signal) {
      const timeoutMs = isMedia(message) ? timeouts.media : timeouts.text;
      const body = { recipient: { id: psid }, messaging_type: purpose, ...persona, message };
      const sent = asObject(await call(body, timeoutMs, signal));
      const externalId = asId(sent["message_id"]);
      if (externalId !== undefined) return { externalId };
      if (asId(sent["recipient_id"]) !== undefined) return {};
      throw new DeliveryError("Meta answered without a message id", "unknown", { code: "unreadable" });
    },
    async sendAction(psid, action, signal) {
      await call({ recipient: { id: psid }, ...persona, sender_action: action }, timeouts.action, signal);
    },
  };
}

/** The access token is not in the URL but in a header: proxies write URLs to their access logs. */
function messagesUrl({ graphBaseUrl, graphVersion, pageId, appSecrets, accessToken }: GraphSettings): URL {
  const url = new URL(`/${graphVersion}/${pageId}/messages`, graphBaseUrl);
  url.searchParams.set("appsecret_proof", appSecretProof(appSecrets[0] ?? "", accessToken));
  return url;
}

async function post(
  { accessToken, fetch }: GraphSettings,
  url: URL,
  body: string,
  signal: AbortSignal,
): Promise<Response> {
  if (signal.aborted) throw new DeliveryError("stopped before the call", "transient", { code: "stopped" });
  try {
    return await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      body,
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

function toDeliveryError(response: Response, body: unknown): DeliveryError {
  const retryAfterMs = readRetryAfter(response.headers);
  const error = readGraphError(response.status, body);
  if (error === undefined) {
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    const message = `Something other than the Graph API answered with ${response.status}`;
    // HTTP says of 4xx only that the request was not carried out. Behind a gateway that fails, Meta may have done so.
    const kind = response.status >= 500 ? "unknown" : "transient";
    return new DeliveryError(message, kind, { code: `http/${response.status}`, ...wait });
  }
  return refusalOf(error, classify(error), retryAfterMs);
}

function refusalOf(error: GraphError, classification: Classification, askedMs: number | undefined): DeliveryError {
  const code = error.subcode === undefined ? String(error.code) : `${error.code}/${error.subcode}`;
  const trace = error.traceId === undefined ? "" : `, trace ${error.traceId}`;
  const message = `${classification.hint} (${code}${trace})${describeRefusal(error)}`;
  const retryAfterMs = askedMs ?? classification.retryAfterMs;
  const options = { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return classification.isForm === true
    ? new FormError(message, classification.kind, options)
    : new DeliveryError(message, classification.kind, options);
}

function isMedia(message: SendMessage): boolean {
  return message.attachment !== undefined && message.attachment.type !== "template";
}
