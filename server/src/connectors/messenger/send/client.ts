import { DeliveryError } from "#app/errors.ts";
import { type GraphError, type Verdict, describeRefusal, judge, readGraphError } from "./graph-error.ts";
import { asId, asObject } from "#channel/kit/json-with-ids.ts";
import { readRetryAfter } from "./retry-after.ts";
import type { SendMessage } from "./send-api.ts";
import { appSecretProof } from "#connectors/messenger/webhook/signature.ts";
import { wasNeverSent } from "./never-sent.ts";

export type GraphSettings = {
  graphBaseUrl: string;
  graphVersion: string;
  pageId: string;
  accessToken: string;
  /** Several while one is being replaced; the first one signs our calls. */
  appSecrets: readonly string[];
  personaId: string | undefined;
};

export type SenderAction = "typing_on" | "typing_off" | "mark_seen";

/** The Send API of one page. */
export type GraphClient = {
  /** @throws DeliveryError, which is a MediaError when it is the attachment that Meta cannot take. */
  send(psid: string, message: SendMessage, purpose: Purpose, signal: AbortSignal): Promise<{ externalId?: string }>;
  /** @throws DeliveryError */
  act(psid: string, action: SenderAction, signal: AbortSignal): Promise<void>;
};

/** Meta will not take this file; the message around it would do. */
export class MediaError extends DeliveryError {
  override name = "MediaError";
}

/** Meta answers within seconds, except where it fetches a file itself (10 s, 75 s for a video) before it answers. */
const timeouts = { words: 20_000, media: 90_000, action: 5000 };

/** Why the page writes (`messaging_type`): to answer, or unasked, as long as the window is open. */
export type Purpose = "RESPONSE" | "UPDATE";

export function createGraphClient(settings: GraphSettings): GraphClient {
  const url = messagesUrl(settings);
  const persona = settings.personaId === undefined ? {} : { persona_id: settings.personaId };

  async function call(body: object, timeoutMs: number, signal: AbortSignal): Promise<unknown> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const response = await post(url, settings.accessToken, JSON.stringify(body), limit);
    const answer = await readJson(response);
    if (!response.ok) throw toDeliveryError(response, answer);
    return answer;
  }

  return {
    async send(psid, message, purpose, signal) {
      const timeoutMs = isMedia(message) ? timeouts.media : timeouts.words;
      const body = { recipient: { id: psid }, messaging_type: purpose, ...persona, message };
      const answer = asObject(await call(body, timeoutMs, signal));
      const externalId = asId(answer["message_id"]);
      if (externalId !== undefined) return { externalId };
      if (asId(answer["recipient_id"]) !== undefined) return {};
      throw new DeliveryError("Meta answered without a message id", "unknown", { reason: "unreadable" });
    },
    async act(psid, action, signal) {
      await call({ recipient: { id: psid }, ...persona, sender_action: action }, timeouts.action, signal);
    },
  };
}

/** The token travels in a header, where no access log of a proxy keeps it. */
function messagesUrl({ graphBaseUrl, graphVersion, pageId, appSecrets, accessToken }: GraphSettings): URL {
  const url = new URL(`/${graphVersion}/${pageId}/messages`, graphBaseUrl);
  url.searchParams.set("appsecret_proof", appSecretProof(appSecrets[0] ?? "", accessToken));
  return url;
}

async function post(url: URL, accessToken: string, body: string, signal: AbortSignal): Promise<Response> {
  if (signal.aborted) throw new DeliveryError("stopped before the call", "retry", { reason: "stopped" });
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
      throw new DeliveryError("Meta cannot be reached", "retry", { cause: error, reason: "unreachable" });
    throw lineBroke(error);
  }
}

/** An answer that is not JSON is a proxy's, or an edge server's in trouble: undefined. */
async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text()) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw lineBroke(error);
  }
}

function lineBroke(cause: unknown): DeliveryError {
  return new DeliveryError("the line to Meta broke before its answer", "unknown", { cause, reason: "line_broke" });
}

function toDeliveryError(response: Response, answer: unknown): DeliveryError {
  const retryAfterMs = readRetryAfter(response.headers);
  const error = readGraphError(response.status, answer);
  if (error === undefined) {
    const waits = retryAfterMs === undefined ? {} : { retryAfterMs };
    const message = `Something other than the Graph API answered with ${response.status}`;
    return new DeliveryError(message, "retry", { reason: `http/${response.status}`, ...waits });
  }
  return refusalOf(error, judge(error), retryAfterMs);
}

function refusalOf(error: GraphError, verdict: Verdict, askedMs: number | undefined): DeliveryError {
  const reason = error.subcode === undefined ? String(error.code) : `${error.code}/${error.subcode}`;
  const trace = error.traceId === undefined ? "" : `, trace ${error.traceId}`;
  const message = `${verdict.hint} (${reason}${trace})${describeRefusal(error)}`;
  const retryAfterMs = askedMs ?? verdict.retryAfterMs;
  const options = { reason: verdict.reason ?? reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return verdict.isMedia === true
    ? new MediaError(message, verdict.outcome, options)
    : new DeliveryError(message, verdict.outcome, options);
}

function isMedia(message: SendMessage): boolean {
  return message.attachment !== undefined && message.attachment.type !== "template";
}
