import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Address } from "#channel/address.ts";
import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { isClosed } from "#connectors/apple-messages/incoming/where.ts";
import type { AppleMessage, ApplePayload } from "#connectors/apple-messages/message.ts";
import { callGateway, type GatewayAccess } from "./call-gateway.ts";
import { messageIdOf } from "./message-id.ts";
import { settle, type SettleParts } from "./settle.ts";
import { uploadFile, type UploadParts } from "./upload-file.ts";

export type SendParts = UploadParts & SettleParts;

const pack = promisify(gzip);

/** Hands one message to Apple. @throws DeliveryError */
export async function deliver(
  { id: deliveryId, address, payload: given }: Delivery,
  parts: SendParts,
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  if (isClosed(address))
    throw new DeliveryError("the person has deleted the conversation", "recipient", { code: "closed" });
  const payload = given as ApplePayload;
  const { file, byPerson = false } = payload;
  const id = messageIdOf(deliveryId);
  const settled = withRequest(await settle(payload, address, parts, signal), id);
  const attachments = file === undefined ? [] : [await uploadFile(file, parts, signal)];
  const body =
    settled.type === "text" && attachments.length > 0
      ? // The sign is where the file stands among the words.
        { ...settled, body: `\uFFFC${settled.body}`, attachments }
      : settled;
  const sender = { id, to: address.user, isAutomatic: !byPerson };
  await post(body, sender, parts.access, signal);
  return { externalId: id };
}

/** Interactive messages are known again by an id of their own. */
function withRequest(message: AppleMessage, id: string): AppleMessage {
  if (message.type !== "interactive") return message;
  const { interactiveData } = message;
  return {
    ...message,
    interactiveData: { ...interactiveData, data: { requestIdentifier: id, ...interactiveData.data } },
  };
}

/** Shows or hides "is typing". @throws DeliveryError */
export async function showTyping(address: Address, on: boolean, access: GatewayAccess): Promise<void> {
  if (isClosed(address)) return;
  const sender = { id: randomUUID(), to: address.user, isAutomatic: true };
  await post({ type: on ? "typing_start" : "typing_end" }, sender, access, AbortSignal.timeout(10_000));
}

async function post(
  message: object,
  { id, to, isAutomatic }: { readonly id: string; readonly to: string; readonly isAutomatic: boolean },
  access: GatewayAccess,
  signal: AbortSignal,
): Promise<void> {
  if (!/^[!-~]+$/.test(to)) throw new DeliveryError("Apple knows nobody by such an id", "recipient", { code: "no_id" });
  const envelope = { v: 1, id, sourceId: access.businessId, destinationId: to, ...message };
  const body = new Uint8Array(await pack(JSON.stringify(envelope)));
  const headers = {
    id,
    "destination-id": to,
    "auto-reply": String(isAutomatic),
    "content-type": "application/json",
    "content-encoding": "gzip",
  };
  const response = await callGateway(access, { method: "POST", path: "message", headers, body, signal });
  // Of a large message it says how to send it again, which nobody does.
  await response.body?.cancel();
}
