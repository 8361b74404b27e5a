import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { FormError, type GraphClient, type Purpose } from "./client.ts";
import type { SavedMedia } from "./saved-media.ts";
import type { SendMessage } from "./send-api.ts";
import { type SendCall, type SendOptions, toUtilityTemplate } from "./send-call.ts";
import type { SimplerParts } from "./simpler-parts.ts";

/** What is rendered for Messenger, as it waits in the outbox. */
export type MessengerPayload = SendMessage | SendCall;

export type DeliverParts = {
  client: GraphClient;
  parts: SimplerParts;
  /** Undefined: Meta fetches each file anew. */
  media: SavedMedia | undefined;
};

/** Meta's echo of the message returns the delivery's id: it confirms the delivery when the response to the call got lost. */
export async function deliverPayload(
  { client, parts, media }: DeliverParts,
  { id, address: { user } }: Delivery,
  payload: MessengerPayload,
  purpose: Purpose,
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  if ("reaction" in payload) {
    await client.react(user, payload.reaction, signal);
    return {};
  }
  if ("utility" in payload) {
    const { utility, ...options } = payload;
    const message = { ...toUtilityTemplate(utility), metadata: id };
    return receiptOf(await client.send(user, message, { ...options, purpose: "UTILITY" }, signal));
  }
  const { message, ...options } = "message" in payload ? payload : { message: payload };
  return await parts.deliver(id, message, async (part, isLast) => {
    const marked = isLast ? { ...part, metadata: id } : part;
    return await sendMessage({ client, media }, user, marked, { ...options, purpose }, signal);
  });
}

async function sendMessage(
  { client, media }: Pick<DeliverParts, "client" | "media">,
  user: string,
  given: SendMessage,
  options: SendOptions & { purpose: Purpose },
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  const { message, key, isSaved } = media?.prepare(given) ?? { message: given };
  try {
    const sent = await client.send(user, message, options, signal);
    if (key !== undefined && sent.attachmentId !== undefined) media?.keep(key, sent.attachmentId);
    return receiptOf(sent);
  } catch (error) {
    if (key === undefined || isSaved !== true || !(error instanceof FormError)) throw error;
    // Its id has expired, or whatever Meta has against it: the address may still do.
    media?.forget(key);
    return await sendMessage({ client, media: undefined }, user, given, options, signal);
  }
}

function receiptOf({ externalId }: { externalId?: string }): DeliveryReceipt {
  return externalId === undefined ? {} : { externalId };
}

/** Whether Meta has to fetch a file for it. */
export function carriesFile(payload: MessengerPayload): boolean {
  if ("reaction" in payload || "utility" in payload) return false;
  const { attachment } = "message" in payload ? payload.message : payload;
  return attachment !== undefined && attachment.type !== "template";
}
