import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { asId, asObject } from "#channel/kit/json-with-ids.ts";
import { isId } from "#connectors/x/incoming/read-activity.ts";
import type { XMessage } from "#connectors/x/message.ts";
import type { SpendBook } from "#connectors/x/spending/spend-book.ts";
import { callX } from "./call-x.ts";
import type { RateWatch } from "./rate-watch.ts";
import { uploadFile, type UploadParts } from "./upload-file.ts";

export type SendParts = UploadParts & {
  readonly book: Pick<SpendBook, "reserve" | "release">;
  readonly watch: RateWatch;
};

/** Hands one message to X, once it is counted. @throws DeliveryError */
export async function deliver(
  { address, payload }: Delivery,
  parts: SendParts,
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  const { user } = address;
  if (!isId(user)) throw new DeliveryError("X knows people by numbers only", "recipient", { code: "no_id" });
  const { text, file } = payload as XMessage;
  // Before anything that costs or takes long.
  await parts.book.reserve();
  try {
    const media = file === undefined ? {} : { attachments: [{ media_id: await uploadFile(file, parts, signal) }] };
    const answer = await callX(parts.access, {
      method: "POST",
      path: `2/dm_conversations/with/${user}/messages`,
      body: { ...(text === "" ? {} : { text }), ...media },
      watch: parts.watch,
      signal,
    });
    const id = asId(asObject(answer["data"])["dm_event_id"]);
    return id === undefined ? {} : { externalId: id };
  } catch (error) {
    // Of what X may have taken nobody knows; it counts as sent. What cannot be taken off again counts as sent, too: that is the cheap mistake.
    const mayBeSent = error instanceof DeliveryError && error.kind === "unknown";
    if (!mayBeSent) await parts.book.release().catch(() => undefined);
    throw error;
  }
}
