import { type JsonObject, asId, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { isScopedId, type Who } from "#connectors/whatsapp/user-id.ts";

/**
 * Who has written, by the message and by the contacts beside it. Meta leaves the number out of both where the person hides it, and an id
 * where it has none yet.
 */
export function readWho(message: JsonObject, contacts: readonly JsonObject[]): Who {
  const from = phoneOf(message["from"]);
  const fromId = idOf(message["from_user_id"]) ?? idOf(message["from"]);
  const contact =
    contacts.find((each) => isOf(each, from, fromId)) ?? (contacts.length === 1 ? contacts[0] : undefined);
  const id = fromId ?? idOf(contact?.["user_id"]);
  const phone = from ?? phoneOf(contact?.["wa_id"]);
  const name = asText(asObject(contact?.["profile"])["name"]);
  return whoOf(id, phone, name);
}

export function whoOf(id: string | undefined, phone: string | undefined, name?: string): Who {
  return {
    ...(id === undefined ? {} : { id }),
    ...(phone === undefined ? {} : { phone }),
    ...(name === undefined ? {} : { name }),
  };
}

function isOf(contact: JsonObject, from: string | undefined, fromId: string | undefined): boolean {
  const [phone, id] = [phoneOf(contact["wa_id"]), idOf(contact["user_id"])];
  return (phone !== undefined && phone === from) || (id !== undefined && id === fromId);
}

export function phoneOf(value: unknown): string | undefined {
  const digits = asId(value)?.replace(/^\+/, "");
  return digits !== undefined && /^\d{5,20}$/.test(digits) ? digits : undefined;
}

export function idOf(value: unknown): string | undefined {
  const id = asText(value);
  return id !== undefined && isScopedId(id) ? id : undefined;
}
