import { RequestError } from "#app/errors.ts";
import type { InboundEvent } from "#channel/event.ts";

/** The account to which a person writes. `eventId`: under which the message that they take back was accepted. */
type Account = {
  accept(event: InboundEvent): Promise<{ duplicate: boolean }>;
  redact(conversationId: string, eventId: string, messageId: string): Promise<boolean>;
};

/**
 * Accepts an event. What the person takes back goes from the log first. Where the message has not come yet, its key is used up: coming late, it
 * would be answered.
 * @param keysOf the keys under which a message may have been accepted; the first one is that of new messages.
 */
export async function acceptDeletion(
  event: InboundEvent,
  account: Account,
  keysOf: (messageId: string) => readonly [string, ...string[]],
): Promise<{ duplicate: boolean }> {
  const { conversationId, content } = event;
  if (content.type !== "deleted") return await account.accept(event);
  const keys = keysOf(content.messageId);
  for (const key of keys) await account.redact(conversationId, key, content.messageId);
  try {
    return await account.accept({ ...event, id: keys[0] });
  } catch (error) {
    if (error instanceof RequestError && error.code === "client_id_reused") return await account.accept(event);
    throw error;
  }
}
