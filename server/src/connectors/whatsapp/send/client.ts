import { DeliveryError } from "#channel/delivery-error.ts";
import { asId, asList, asObject } from "#channel/kit/json-with-ids.ts";
import { callForDelivery, repeatable, type RequestSettings } from "#connectors/meta/send/graph-request.ts";
import { limits } from "#connectors/whatsapp/limits.ts";
import { isScopedId } from "#connectors/whatsapp/user-id.ts";
import { errorRules } from "./errors.ts";
import type { CloudMessage } from "./message.ts";

export type ClientSettings = Omit<RequestSettings, "rules"> & { phoneNumberId: string };

export type FileToUpload = { bytes: Uint8Array<ArrayBuffer>; mediaType: string; name: string };

/** The Cloud API of one number. */
export type WhatsAppClient = {
  /** @param deliveryId comes back with each state of the message. @returns Meta's id of the message. @throws DeliveryError, FormError */
  send(
    user: string,
    message: CloudMessage,
    options: { deliveryId: string; replyTo?: string },
    signal: AbortSignal,
  ): Promise<string>;
  /** Gives Meta a file. Nothing is shown by it, so that it can be done again. @returns its id there. @throws as `send` */
  upload(file: FileToUpload, signal: AbortSignal): Promise<string>;
  /** Marks the person's message as read, and shows for up to 25 s that an answer is being written. @throws DeliveryError */
  showTyping(messageId: string, signal: AbortSignal): Promise<void>;
};

/** Meta fetches files behind the answer to the call, so messages with one take no longer. */
const timeouts = { message: 20_000, upload: 90_000, typing: 5_000 };

export function createClient({ phoneNumberId, ...settings }: ClientSettings): WhatsAppClient {
  const requests: RequestSettings = { ...settings, rules: errorRules };
  const post = async (edge: string, body: object, timeoutMs: number, signal: AbortSignal): Promise<unknown> =>
    await callForDelivery(requests, { method: "POST", path: `${phoneNumberId}/${edge}`, body }, { timeoutMs, signal });
  return {
    async send(user, message, { deliveryId, replyTo }, signal) {
      const body = {
        messaging_product: "whatsapp",
        recipient_type: "individual",
        ...recipientOf(user),
        ...(replyTo === undefined ? {} : { context: { message_id: replyTo } }),
        ...(deliveryId.length > limits.callbackData ? {} : { biz_opaque_callback_data: deliveryId }),
        ...message,
      };
      const answer = asObject(await post("messages", body, timeouts.message, signal));
      const id = asId(asObject(asList(answer["messages"])[0])["id"]);
      if (id === undefined)
        throw new DeliveryError("Meta answered without a message id", "unknown", { code: "unreadable" });
      return id;
    },
    async upload({ bytes, mediaType, name }, signal) {
      const form = new FormData();
      form.set("messaging_product", "whatsapp");
      form.set("type", mediaType);
      form.set("file", new Blob([bytes], { type: mediaType }), name);
      const id = asId(asObject(await repeatable(post("media", form, timeouts.upload, signal)))["id"]);
      if (id === undefined) throw new DeliveryError("Meta answered without an id of the file", "transient");
      return id;
    },
    async showTyping(messageId, signal) {
      const body = {
        messaging_product: "whatsapp",
        status: "read",
        message_id: messageId,
        typing_indicator: { type: "text" },
      };
      await post("messages", body, timeouts.typing, signal);
    },
  };
}

/**
 * By Meta's id where there is one: a number may be somebody else's by now, and an id never is. An id in the field of numbers would be
 * read as a number, and the message would go nowhere without an error.
 */
function recipientOf(user: string): { recipient: string } | { to: string } {
  return isScopedId(user) ? { recipient: user } : { to: user };
}
