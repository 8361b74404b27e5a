import { createHash } from "node:crypto";
import type { Alias } from "#channel/address.ts";

/**
 * Who somebody is on WhatsApp. Meta gives each person an id that holds for one business only (`FR.13491208655302741918`), and their
 * telephone number unless they hide it. The id goes with the number: somebody who gets another number gets another id, and a number
 * that is given to somebody else comes with theirs. So the id names the person, and the number is only an alias.
 * @module
 */
export type Who = {
  /** Meta's id for this business. */
  id?: string;
  /** Digits, without a plus. */
  phone?: string;
  name?: string;
};

/** Two letters of a country, and what Meta has made. A number has digits only. */
export function isScopedId(user: string): boolean {
  return /^[A-Z]{2}\.[A-Za-z0-9.]{1,140}$/.test(user);
}

/** What the person is known by; undefined: Meta has named neither. */
export function userOf({ id, phone }: Who): string | undefined {
  return id ?? phone;
}

/** Both, so that the person is found by either, also once the other has changed. */
export function aliasesOf({ id, phone }: Who): Alias[] {
  return [
    ...(id === undefined ? [] : [{ type: "whatsapp_id", value: id }]),
    ...(phone === undefined ? [] : [{ type: "phone", value: phone }]),
  ];
}

const maxConversationId = 120;

/** A conversation keeps the name that it began under, whatever the person is called later. */
export function conversationIdOf(
  { connectorId, phoneNumberId }: { connectorId: string; phoneNumberId: string },
  user: string,
): string {
  const id = `whatsapp:${connectorId}:${phoneNumberId}:${user}`;
  return id.length <= maxConversationId ? id : `whatsapp:${createHash("sha256").update(id).digest("base64url")}`;
}

/** The person in such an id, and in the ids of deliveries that begin with it; and an id of Meta's wherever it stands. */
export const peopleInLog = /(?<=whatsapp:[^\s:]{1,80}:\d{1,30}:)[A-Za-z0-9.]{1,150}|\b[A-Z]{2}\.(?:ENT\.)?\d{6,140}\b/g;
