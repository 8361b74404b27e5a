import type { Address, Alias } from "#channel/address.ts";
import type { InboundEvent } from "#channel/event.ts";

/** Somebody who has spoken to the bot before. */
export type Recipient = { conversationId: string } | { connectorId: string; userId: string };

export interface PeopleIndex {
  /** The newest conversation of a person on a connector, by their id or an alias; undefined: there is none. */
  conversationOf(connectorId: string, person: string | Alias): Promise<string | undefined>;
  /** Where a conversation is held; undefined: there is no such conversation. */
  addressOf(conversationId: string): Promise<{ connectorId: string; address: Address } | undefined>;
}

/** Where an event for them belongs. Undefined: nobody knows them. */
export async function findRecipient(
  people: PeopleIndex,
  recipient: Recipient,
): Promise<Pick<InboundEvent, "connectorId" | "conversationId" | "address"> | undefined> {
  const conversationId =
    "conversationId" in recipient
      ? recipient.conversationId
      : await people.conversationOf(recipient.connectorId, recipient.userId);
  if (conversationId === undefined) return undefined;
  const found = await people.addressOf(conversationId);
  return found === undefined ? undefined : { ...found, conversationId };
}
