import { DeliveryError } from "#channel/delivery-error.ts";
import type { Logger } from "#app/logger.ts";
import { asId, asObject } from "#channel/kit/json-with-ids.ts";
import type { Gate } from "./gate.ts";
import type { KnownPersonas } from "./known-personas.ts";
import { type EdgeCall, type PersonCall, toEdgeCall } from "#connectors/messenger/send/person/person-call.ts";
import { type Answer, FormError, toDeliveryError } from "#connectors/messenger/send/refusals/refusal.ts";
import type { SendOptions } from "./send-call.ts";
import { appSecretProof } from "#connectors/messenger/signature.ts";
import { commentOf, pageItself, userRefOf } from "#connectors/messenger/user-ref.ts";
import { wasNeverSent } from "#connectors/messenger/send/refusals/never-sent.ts";

export type GraphSettings = {
  graphBaseUrl: string;
  graphVersion: string;
  pageId: string;
  accessToken: string;
  /** Several while one is being replaced. The first one signs our calls. */
  appSecrets: readonly string[];
  personaId: string | undefined;
  personas: KnownPersonas;
  /** Calls the Graph API. */
  fetch: typeof fetch;
  /** Learns how each call ends. */
  gate: Gate;
  logger: Pick<Logger, "warn">;
};

export type SenderAction = "typing_on" | "typing_off" | "mark_seen";

/** `attachmentId`: Meta's id of the file, where it keeps it. */
export type Sent = { externalId?: string; attachmentId?: string };

/** What Meta is to keep: what it finds at an address, or these bytes. */
export type FileToUpload = { type: "image" | "video" | "audio" | "file" } & (
  | { url: string }
  | { bytes: Uint8Array<ArrayBuffer>; mediaType: string }
);

/** How and why a message is sent. */
export type CallOptions = SendOptions & { purpose: Purpose };

/** The Send API of one page. */
export type GraphClient = {
  /** @throws DeliveryError, or its subclass FormError when Meta would take the same words in another form. */
  send(user: string, message: object, options: CallOptions, signal: AbortSignal): Promise<Sent>;
  /** Saves a file at Meta. Nothing is shown by it, so that it can be done again. @returns its id there. @throws as `send` */
  upload(file: FileToUpload, signal: AbortSignal): Promise<string>;
  /** Puts an emoji under a message of the person, or takes it away. @throws DeliveryError */
  react(psid: string, reaction: { messageId: string; emoji?: string }, signal: AbortSignal): Promise<void>;
  /** A call about a person that shows nothing. It may be made again. @throws DeliveryError */
  act(psid: string, call: PersonCall, signal: AbortSignal): Promise<void>;
  /** Gives the conversation to another app. @throws DeliveryError */
  passControl(psid: string, appId: string, metadata: string, signal: AbortSignal): Promise<void>;
  /** @throws DeliveryError */
  sendAction(psid: string, action: SenderAction, signal: AbortSignal): Promise<void>;
};

/** Meta responds within seconds, except when it first fetches a file (up to 10 s, 75 s for a video). */
const timeouts = { text: 20_000, media: 90_000, action: 5000 };

/**
 * Why the page writes (`messaging_type`): as an answer, unasked while the window is open, by an approved template, or to ask how it
 * was, for which there is a tag. `HUMAN_AGENT`, the only other tag that is left, is for words that a person of the team has written.
 */
export type Purpose = "RESPONSE" | "UPDATE" | "UTILITY" | "CUSTOMER_FEEDBACK" | "HUMAN_AGENT";

export function createGraphClient(settings: GraphSettings): GraphClient {
  const { gate, personas } = settings;

  async function call(edge: string, body: object, timeoutMs: number, signal: AbortSignal): Promise<unknown> {
    return await make({ method: "POST", edge, body }, timeoutMs, signal);
  }

  async function make(edgeCall: EdgeCall, timeoutMs: number, signal: AbortSignal): Promise<unknown> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const response = await ask(edgeCall, limit);
    gate.answered(response.headers);
    if (!response.ok) throw toDeliveryError(response, gate);
    gate.passed();
    return response.body;
  }

  async function ask(edgeCall: EdgeCall, limit: AbortSignal): Promise<Answer> {
    try {
      const response = await request(settings, edgeCall, limit);
      return { ok: response.ok, status: response.status, headers: response.headers, body: await readJson(response) };
    } catch (error) {
      gate.undecided();
      throw error;
    }
  }

  /** A persona may have been deleted since: then the page says it itself. */
  async function callWithPersona(
    body: object,
    message: object,
    { personaId = settings.personaId }: SendOptions,
    signal: AbortSignal,
  ): Promise<unknown> {
    const timeoutMs = isMedia(message) ? timeouts.media : timeouts.text;
    if (personaId === undefined || personas.isGone(personaId)) return await call("messages", body, timeoutMs, signal);
    try {
      return await call("messages", { ...body, persona_id: personaId }, timeoutMs, signal);
    } catch (error) {
      if (!(error instanceof FormError) || (await personas.exists(personaId))) throw error;
      // Where Meta does not say either, the words count for more than the name: a form that it refuses is refused again.
      settings.logger.warn({ personaId }, "Meta does not show this persona; the page writes without it");
      return await call("messages", body, timeoutMs, signal);
    }
  }

  return {
    async send(user, message, options, signal) {
      const sent = asObject(await callWithPersona(bodyOf(user, message, options), message, options, signal));
      const externalId = asId(sent["message_id"]);
      const attachmentId = asId(sent["attachment_id"]);
      const saved = attachmentId === undefined ? {} : { attachmentId };
      if (externalId !== undefined) return { externalId, ...saved };
      if (asId(sent["recipient_id"]) !== undefined) return {};
      throw new DeliveryError("Meta answered without a message id", "unknown", { code: "unreadable" });
    },
    async upload(file, signal) {
      const id = asId(asObject(await repeatable(call(...uploadCall(file), timeouts.media, signal)))["attachment_id"]);
      if (id === undefined) throw new DeliveryError("Meta answered without an id of the file", "transient");
      return id;
    },
    async react(psid, { messageId, emoji }, signal) {
      const payload = { message_id: messageId, ...(emoji === undefined ? {} : { reaction: emoji }) };
      const sender_action = emoji === undefined ? "unreact" : "react";
      await call("messages", { recipient: { id: psid }, sender_action, payload }, timeouts.text, signal);
    },
    async act(psid, personCall, signal) {
      await repeatable(make(toEdgeCall(psid, personCall), timeouts.text, signal));
    },
    async passControl(psid, appId, metadata, signal) {
      const body = { recipient: { id: psid }, target_app_id: appId, metadata };
      await call("pass_thread_control", body, timeouts.text, signal);
    },
    async sendAction(psid, action, signal) {
      const { personaId } = settings;
      const persona = personaId === undefined || personas.isGone(personaId) ? {} : { persona_id: personaId };
      await call("messages", { recipient: { id: psid }, ...persona, sender_action: action }, timeouts.action, signal);
    },
  };
}

function bodyOf(user: string, message: object, { purpose, notificationType, replyTo, to }: CallOptions): object {
  return {
    recipient: to === undefined ? recipientOf(user) : otherRecipient(to),
    ...(purpose === "CUSTOMER_FEEDBACK" || purpose === "HUMAN_AGENT"
      ? { messaging_type: "MESSAGE_TAG", tag: purpose }
      : { messaging_type: purpose }),
    ...(notificationType === undefined ? {} : { notification_type: notificationType }),
    ...(replyTo === undefined ? {} : { reply_to: { mid: replyTo } }),
    message,
  };
}

function otherRecipient(to: NonNullable<SendOptions["to"]>): object {
  if ("commentId" in to) return { comment_id: to.commentId };
  if ("postId" in to) return { post_id: to.postId };
  return "oneTimeToken" in to
    ? { one_time_notif_token: to.oneTimeToken }
    : { notification_messages_token: to.notificationToken };
}

/** Who commented is answered by the comment. Whom only a site's checkbox knows is written to by the site's own name for them. */
function recipientOf(user: string): { id: string } | { user_ref: string } | { comment_id: string } {
  if (user === pageItself)
    throw new DeliveryError("Nobody is behind what happens to the page", "recipient", { code: "nobody" });
  const comment = commentOf(user);
  if (comment !== undefined) return { comment_id: comment };
  const userRef = userRefOf(user);
  return userRef === undefined ? { id: user } : { user_ref: userRef };
}

/** The access token is not in the URL but in a header: proxies write URLs to their access logs. */
function urlOf(
  { graphBaseUrl, graphVersion, pageId, appSecrets, accessToken }: GraphSettings,
  { edge, query = {} }: EdgeCall,
): URL {
  const url = new URL(`/${graphVersion}/${pageId}/${edge}`, graphBaseUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  url.searchParams.set("appsecret_proof", appSecretProof(appSecrets[0] ?? "", accessToken));
  return url;
}

async function request(settings: GraphSettings, edgeCall: EdgeCall, signal: AbortSignal): Promise<Response> {
  if (signal.aborted) throw new DeliveryError("stopped before the call", "transient", { code: "stopped" });
  const { accessToken, fetch } = settings;
  const { method, body } = edgeCall;
  const isJson = body !== undefined && !(body instanceof FormData);
  try {
    return await fetch(urlOf(settings, edgeCall), {
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

function uploadCall(file: FileToUpload): [edge: string, body: object] {
  const edge = "message_attachments";
  const { type } = file;
  if ("url" in file)
    return [edge, { message: { attachment: { type, payload: { url: file.url, is_reusable: true } } } }];
  const form = new FormData();
  form.set("message", JSON.stringify({ attachment: { type, payload: { is_reusable: true } } }));
  form.set("filedata", new Blob([file.bytes], { type: file.mediaType }), type);
  return [edge, form];
}

/** Nobody sees a call of this kind: where nobody knows whether it was carried out, it is made again. */
async function repeatable<Result>(calling: Promise<Result>): Promise<Result> {
  try {
    return await calling;
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.outcome !== "unknown") throw error;
    const { retryAfterMs } = error;
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    throw new DeliveryError(error.message, "transient", { cause: error, code: error.code, ...wait });
  }
}

function isMedia(message: object): boolean {
  const { type } = asObject(asObject(message)["attachment"]);
  return type !== undefined && type !== "template";
}
