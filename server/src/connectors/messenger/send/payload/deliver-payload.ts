import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { markOfPart } from "#connectors/messenger/part-mark.ts";
import type { CallOptions, GraphClient } from "#connectors/messenger/send/client.ts";
import { purposeOf, type Why } from "#connectors/messenger/send/person/feedback-time.ts";
import { isPersonCall, type PersonCall } from "#connectors/messenger/send/person/person-call.ts";
import { FormError } from "#connectors/meta/send/refusal.ts";
import { type FileParts, prepareFiles } from "./prepare-files.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";
import { type SendCall, type SendOptions, toUtilityTemplate } from "#connectors/messenger/send/send-call.ts";
import { deliverInParts, type Parts } from "./simpler-parts.ts";

/** What is rendered for Messenger, as it waits in the outbox. */
export type MessengerPayload = SendMessage | SendCall | (Parts & SendOptions);

export type DeliverParts = {
  client: GraphClient;
  files: Omit<FileParts, "client">;
  /** Stores what is left of the delivery as its payload. @returns false when this process no longer has it. */
  keepRest: (payload: MessengerPayload, partsOut: number) => Promise<boolean>;
  /** Meta refuses the form of a message; a simpler one is tried. */
  formRefused: (error: FormError) => void;
  now: () => number;
};

/** Meta's echo of the message returns the delivery's id: it confirms the delivery when the response to the call got lost. */
export async function deliverPayload(
  { client, files, keepRest, formRefused, now }: DeliverParts,
  { id, address: { user }, partsOut = 0 }: Delivery,
  payload: MessengerPayload,
  why: Why,
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  if ("reaction" in payload) {
    await client.react(user, payload.reaction, signal);
    return {};
  }
  if (isPersonCall(payload)) {
    await client.act(user, payload, signal);
    return {};
  }
  if ("utility" in payload) {
    const { utility, ...options } = payload;
    const message = { ...toUtilityTemplate(utility), metadata: id };
    return receiptOf(await client.send(user, message, { ...options, purpose: "UTILITY" }, signal));
  }
  const { parts, out, ...options } = toParts(payload);
  return await deliverInParts({ parts, out }, partsOut, {
    async send(part, count) {
      const marked = { ...part, metadata: count === undefined ? id : markOfPart(id, count) };
      const purpose = options.to === undefined ? purposeOf(part, why, now()) : why.purpose;
      const attempt = { client, files, deliveryId: id, user, options: { ...options, purpose } };
      return await sendMessage(attempt, marked, signal);
    },
    keep: async (left) => await keepRest({ ...left, ...options }, left.out),
    refused: formRefused,
  });
}

function toParts(
  payload: Exclude<MessengerPayload, { reaction: object } | { utility: object } | PersonCall>,
): Parts & SendOptions {
  if ("parts" in payload) return payload;
  const { message, ...options } = "message" in payload ? payload : { message: payload };
  return { ...options, parts: [message], out: 0 };
}

type Attempt = Pick<DeliverParts, "client" | "files"> & {
  deliveryId: string;
  user: string;
  options: CallOptions;
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
  if ("reaction" in payload || "utility" in payload || isPersonCall(payload)) return false;
  const attachment = toParts(payload).parts[0]?.attachment;
  if (attachment === undefined) return false;
  return attachment.type !== "template" || attachment.payload.template_type === "media";
}
