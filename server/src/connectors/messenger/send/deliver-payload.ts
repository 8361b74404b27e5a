import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { FormError, type GraphClient, type Purpose } from "./client.ts";
import { type FileParts, prepareFiles } from "./prepare-files.ts";
import type { SendMessage } from "./send-api.ts";
import { type SendCall, type SendOptions, toUtilityTemplate } from "./send-call.ts";
import type { SimplerParts } from "./simpler-parts.ts";

/** What is rendered for Messenger, as it waits in the outbox. */
export type MessengerPayload = SendMessage | SendCall;

export type DeliverParts = {
  client: GraphClient;
  parts: SimplerParts;
  files: Omit<FileParts, "client">;
};

/** Meta's echo of the message returns the delivery's id: it confirms the delivery when the response to the call got lost. */
export async function deliverPayload(
  { client, parts, files }: DeliverParts,
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
    const attempt = { client, files, deliveryId: id, user, options: { ...options, purpose } };
    return await sendMessage(attempt, marked, signal);
  });
}

type Attempt = Pick<DeliverParts, "client" | "files"> & {
  deliveryId: string;
  user: string;
  options: SendOptions & { purpose: Purpose };
};

async function sendMessage(
  attempt: Attempt,
  given: SendMessage,
  signal: AbortSignal,
  isLastTry = false,
): Promise<DeliveryReceipt> {
  const { client, files, deliveryId, user, options } = attempt;
  const { message, key, isSaved } = await prepareFiles({ ...files, client }, deliveryId, given, signal);
  try {
    const sent = await client.send(user, message, options, signal);
    if (key !== undefined && sent.attachmentId !== undefined) files.saved.keep(key, sent.attachmentId);
    return receiptOf(sent);
  } catch (error) {
    if (isLastTry || key === undefined || isSaved !== true || !(error instanceof FormError)) throw error;
    // Its id has expired, or whatever Meta has against it: the file itself may still do.
    files.saved.forget(key);
    return await sendMessage(attempt, given, signal, true);
  }
}

function receiptOf({ externalId }: { externalId?: string }): DeliveryReceipt {
  return externalId === undefined ? {} : { externalId };
}

/** Whether Meta has to fetch or to be given a file for it. */
export function carriesFile(payload: MessengerPayload): boolean {
  if ("reaction" in payload || "utility" in payload) return false;
  const { attachment } = "message" in payload ? payload.message : payload;
  if (attachment === undefined) return false;
  return attachment.type !== "template" || attachment.payload.template_type === "media";
}
