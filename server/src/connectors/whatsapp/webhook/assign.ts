import { direct } from "#channel/address.ts";
import type { InboundEvent } from "#channel/event.ts";
import { readChoiceId } from "#connectors/whatsapp/choice-id.ts";
import type { BusinessNumber } from "#connectors/whatsapp/numbers.ts";
import { aliasesOf, conversationIdOf, isScopedId, type Who, userOf } from "#connectors/whatsapp/user-id.ts";
import type { IdentityChange, PersonEvent } from "./inbound.ts";

/** The event of a person in the conversation that is theirs. @throws when the store cannot be read; Meta then sends the webhook again. */
export async function assignEvent(
  { key, who, at, content, messageId }: PersonEvent,
  number: BusinessNumber,
): Promise<InboundEvent> {
  const named = userOf(who) ?? "";
  const found = await findOwn(number, who);
  const user = found === undefined ? named : ownName(named, found.owner);
  const conversationId = found?.conversationId ?? conversationIdOf(number, user);
  const { id, title } = content.type === "tap" ? content : { id: "", title: "" };
  return {
    ...eventOf(number, conversationId, who, user),
    id: key,
    at,
    // Whoever answers shows by it that the message was read.
    address: messageId === undefined ? direct(user) : { ...direct(user), route: { message: messageId } },
    content: content.type === "tap" ? await readChoiceId(id, title, (token) => number.readToken(token)) : content,
  };
}

/** Undefined: nobody here was known under one of the former names. */
export async function assignIdentity(
  { key, who, at, previous }: IdentityChange,
  number: BusinessNumber,
): Promise<InboundEvent | undefined> {
  const current = userOf(who) ?? "";
  for (const former of previous) {
    const conversationId = await number.findConversation(former);
    const owner = conversationId === undefined ? undefined : await number.ownerOf(conversationId);
    if (conversationId === undefined || typeof owner !== "string" || owner === current) continue;
    // A number may be somebody else's by now, who has an id of their own.
    if (!isScopedId(former) && isScopedId(owner) && previous.some(isScopedId)) continue;
    const event = eventOf(number, conversationId, who, current);
    const aliases = [...event.from.aliases, ...aliasesOf(isScopedId(former) ? { id: former } : {})];
    return {
      ...event,
      from: { ...event.from, aliases },
      id: key,
      at,
      address: direct(current),
      content: { type: "identity_change", previous: owner },
    };
  }
  return undefined;
}

type Own = { conversationId: string; owner: string };

/**
 * By Meta's id; else by the number, if the conversation has been held under the number alone. Who has a known number and another id than
 * its former holder is somebody else: the number was given to them.
 */
async function findOwn(number: BusinessNumber, { id, phone }: Who): Promise<Own | undefined> {
  const byId = id === undefined ? undefined : await findBy(number, id);
  if (byId !== undefined || phone === undefined) return byId;
  const byPhone = await findBy(number, phone);
  return id === undefined || byPhone === undefined || !isScopedId(byPhone.owner) ? byPhone : undefined;
}

async function findBy(number: BusinessNumber, person: string): Promise<Own | undefined> {
  const conversationId = await number.findConversation(person);
  const owner = conversationId === undefined ? undefined : await number.ownerOf(conversationId);
  return conversationId === undefined || typeof owner !== "string" ? undefined : { conversationId, owner };
}

/** A conversation that began under a number goes on under the id. Late news under a former name are the same person's. */
function ownName(named: string, owner: string): string {
  return isScopedId(named) && !isScopedId(owner) ? named : owner;
}

function eventOf(number: BusinessNumber, conversationId: string, who: Who, user: string) {
  const { connectorId, locale } = number;
  const profile = who.name === undefined ? {} : { profile: { name: who.name } };
  return {
    connectorId,
    conversationId,
    ...(locale === undefined ? {} : { locale }),
    from: { id: user, aliases: aliasesOf(who), ...profile },
  };
}
