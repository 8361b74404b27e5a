import { type Station, type Ticket, type TicketId, ticketOf } from "./railway.ts";

const byZoneCount: readonly TicketId[] = ["one-zone", "two-zones", "three-zones"];

/** The single ticket for a journey. It depends on the number of zones. */
export function ticketBetween(from: Station, to: Station): Ticket {
  const borders = Math.abs(from.zone.charCodeAt(0) - to.zone.charCodeAt(0));
  return ticketOf(byZoneCount[borders] ?? "three-zones");
}

/** 240 is "€2.40", or "2,40 €" in French. */
export function formatPrice(cents: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).format(cents / 100);
}
