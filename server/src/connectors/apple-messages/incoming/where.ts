import { createHash } from "node:crypto";
import type { Address } from "#channel/address.ts";

/** Opaque ids of people are long (`urn:mbid:…`), so conversations have a hash of them. */
export function conversationOf(connectorId: string, user: string): string {
  return `apple-messages:${connectorId}:${createHash("sha256").update(user).digest("base64url")}`;
}

/** The person in the id of a conversation, and in the ids of deliveries that begin with it; and their id at Apple. */
export const peopleInLog = /(?<=apple-messages:[^\s:]{1,80}:)[\w-]{43}|urn:mbid:[\w+/=-]+/g;

/**
 * @param features the header `capability-list`: what the person's device can show. It is kept with the conversation, and the newest one counts.
 */
export function addressOf(user: string, features: string | undefined): Address {
  const known = /^[A-Za-z0-9, ]{1,200}$/.test(features ?? "") ? features?.replaceAll(" ", "").toUpperCase() : undefined;
  return { user, scope: "direct", ...(known === undefined ? {} : { route: { features: known } }) };
}

/** The person has deleted the conversation: nothing may be sent until they write again, which gives another address. */
export function closedAddressOf(user: string): Address {
  return { user, scope: "direct", route: { closed: "yes" } };
}

export function isClosed({ route }: Address): boolean {
  return route?.["closed"] !== undefined;
}

/** Whether the device shows it. One that says nothing of itself is taken to show all. */
export function canShow({ route }: Address, feature: string): boolean {
  return route?.["features"]?.split(",").includes(feature) ?? true;
}
