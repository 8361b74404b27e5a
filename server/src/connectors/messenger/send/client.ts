import { DeliveryError } from "#channel/delivery-error.ts";
import type { Logger } from "#app/logger.ts";
import { asId, asObject } from "#channel/kit/json-with-ids.ts";
import type { KnownPersonas } from "./known-personas.ts";
import { type EdgeCall, type PersonCall, toEdgeCall } from "#connectors/messenger/send/person/person-call.ts";
import { FormError } from "#connectors/meta/send/refusal.ts";
import { callForDelivery, repeatable, type RequestSettings } from "#connectors/meta/send/graph-request.ts";
import { errorRules } from "./refusals/graph-error.ts";
import type { SendOptions } from "./send-call.ts";
import { commentOf, pageItself, userRefOf } from "#connectors/messenger/user-ref.ts";

export type GraphSettings = Omit<RequestSettings, "rules"> & {
  pageId: string;
  personaId: string | undefined;
  personas: KnownPersonas;
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
  const { personas } = settings;
  const requests = { ...settings, rules: errorRules };

  async function call(edge: string, body: object, timeoutMs: number, signal: AbortSignal): Promise<unknown> {
    return await make({ method: "POST", edge, body }, timeoutMs, signal);
  }

  async function make(
    { method, edge, query, body }: EdgeCall,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<unknown> {
    const path = `${settings.pageId}/${edge}`;
    const given = { ...(query === undefined ? {} : { query }), ...(body === undefined ? {} : { body }) };
    return await callForDelivery(requests, { method, path, ...given }, { timeoutMs, signal });
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

function isMedia(message: object): boolean {
  const { type } = asObject(asObject(message)["attachment"]);
  return type !== undefined && type !== "template";
}
