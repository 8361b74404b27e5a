import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { FormError } from "#connectors/meta/send/refusal.ts";
import { limits } from "#connectors/whatsapp/limits.ts";
import type { LateTemplate } from "#connectors/whatsapp/options.ts";
import type { WhatsAppClient } from "./client.ts";
import type { CloudMessage, Marked, WhatsAppPayload } from "./message.ts";
import { lateForm, simplerForm } from "./other-forms.ts";
import type { PairPace } from "./pair-pace.ts";
import { type FileParts, prepareFile } from "./prepare-file.ts";

export type DeliverParts = {
  client: WhatsAppClient;
  files: Omit<FileParts, "client">;
  pace: PairPace;
  lateTemplate: LateTemplate | undefined;
  /** Meta refuses the form of a message; a simpler one is tried. */
  formRefused: (error: FormError) => void;
  /** The time of day. */
  now: () => number;
};

export function contentOf(payload: WhatsAppPayload | Marked): WhatsAppPayload {
  return "late" in payload ? payload.late : payload;
}

/**
 * Meta's report that it has sent the message returns the delivery's id: it confirms the delivery when the response to the call got lost.
 *
 * @throws DeliveryError
 */
export async function deliver(
  parts: DeliverParts,
  { id, address: { user } }: Delivery,
  payload: WhatsAppPayload | Marked,
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  const { replyTo } = contentOf(payload);
  const message = inTime(payload, parts);
  const wait = parts.pace.take(user);
  if (wait > 0)
    throw new DeliveryError("the person has had as many messages as Meta lets through for now", "rate", {
      code: "pair/full",
      retryAfterMs: wait,
    });
  const options = { deliveryId: id, ...(replyTo === undefined ? {} : { replyTo }) };
  const send = async (form: CloudMessage): Promise<string> =>
    await parts.client.send(
      user,
      await prepareFile({ ...parts.files, client: parts.client }, form, signal),
      options,
      signal,
    );
  try {
    return { externalId: await sendInSomeForm(message, send, parts) };
  } catch (error) {
    if (error instanceof DeliveryError && error.outcome !== "unknown") parts.pace.giveBack(user);
    throw error;
  }
}

async function sendInSomeForm(
  message: CloudMessage,
  send: (form: CloudMessage) => Promise<string>,
  { formRefused }: DeliverParts,
): Promise<string> {
  try {
    return await send(message);
  } catch (error) {
    const simpler = error instanceof FormError ? simplerForm(message) : undefined;
    if (simpler === undefined) throw error;
    formRefused(error as FormError);
    try {
      return await send(simpler);
    } catch (next) {
      // The first refusal names what the story's message has.
      throw next instanceof FormError ? error : next;
    }
  }
}

/**
 * The message, or the template that stands for it. Meta takes anything else and says only afterwards that it has not delivered it.
 *
 * @throws DeliveryError of the kind `window`
 */
function inTime(payload: WhatsAppPayload | Marked, { lateTemplate, now }: DeliverParts): CloudMessage {
  const content = contentOf(payload);
  if (!("late" in payload)) return content.message;
  const isOpen = payload.actedAt !== undefined && now() - payload.actedAt < limits.windowMs;
  if (isOpen) return content.message;
  const late = lateForm(content, lateTemplate);
  if (late !== undefined) return late;
  const advice = lateTemplate === undefined ? "; lateTemplate names a template for that" : "";
  throw new DeliveryError(`the person's last message is more than 24 hours ago${advice}`, "window", {
    code: "window/closed",
  });
}
