import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import type { SlackMessage, SlackPayload } from "#connectors/slack/block.ts";
import { messageIdOf, readMessageId } from "#connectors/slack/incoming/where.ts";
import { toSimplerMessage } from "#connectors/slack/render/simpler-blocks.ts";
import { callSlack, respond, type SlackAccess } from "./call-slack.ts";
import { deliveryMetadata } from "./delivery-metadata.ts";
import { isUsedUp, mightTakeSimpler } from "./refusals.ts";
import { uploadFile } from "./upload-file.ts";

export type SendParts = { readonly access: SlackAccess; readonly blobs: BlobStore };

/** Hands one payload to Slack. @throws DeliveryError */
export async function deliver(
  delivery: Delivery,
  { access, blobs }: SendParts,
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  const payload = delivery.payload as SlackPayload;
  const { address } = delivery;
  if ("file" in payload) {
    await uploadFile(payload, address, { access, blobs }, signal);
    return {};
  }
  const { responseUrl } = address.route ?? {};
  if (responseUrl !== undefined && (await wasAnswered(responseUrl, payload, access, signal))) return {};
  const { thread } = address;
  const { body } = await inBlocks(payload, (message) =>
    callSlack(access, {
      method: "chat.postMessage",
      body: {
        channel: channelOf(address),
        ...(thread === undefined ? {} : { thread_ts: thread }),
        ...message,
        // A preview of each link would be longer than the answer.
        unfurl_links: false,
        metadata: deliveryMetadata(delivery.id),
      },
      signal,
    }),
  );
  const [channel, ts] = [asText(body["channel"]), asText(body["ts"])];
  return channel === undefined || ts === undefined ? {} : { externalId: messageIdOf(channel, ts) };
}

/** Replaces a message that was sent before. @throws DeliveryError */
export async function edit(
  delivery: Delivery,
  externalId: string,
  { access }: SendParts,
  signal: AbortSignal,
): Promise<void> {
  const named = readMessageId(externalId);
  const payload = delivery.payload as SlackPayload;
  if (named === undefined || "file" in payload)
    throw new DeliveryError("this is no message that can be changed", "content", { code: "message_not_found" });
  await inBlocks(payload, (message) =>
    callSlack(access, {
      method: "chat.update",
      body: { ...named, ...message, metadata: deliveryMetadata(delivery.id) },
      signal,
    }),
  );
}

/** A person is written to by their id, too: Slack opens the conversation. */
export function channelOf({ user, route }: Delivery["address"]): string {
  return route?.["channel"] ?? user;
}

/** Refused blocks are sent once more in a simpler form, so that one picture that Slack cannot fetch takes no words away. */
async function inBlocks<Answer>(
  message: SlackMessage,
  send: (message: SlackMessage) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send(message);
  } catch (error) {
    const simpler =
      error instanceof DeliveryError && mightTakeSimpler(error.code) ? toSimplerMessage(message) : undefined;
    if (simpler === undefined) throw error;
    return await send(simpler);
  }
}

/** @returns false: the address is used up, and the answer goes to the person's own conversation. */
async function wasAnswered(
  url: string,
  message: SlackMessage,
  access: SlackAccess,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await respond(access, url, { response_type: "ephemeral", replace_original: false, ...message }, signal);
    return true;
  } catch (error) {
    if (error instanceof DeliveryError && isUsedUp(error.code)) return false;
    throw error;
  }
}
