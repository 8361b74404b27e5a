import type { QuickReplySpec } from "@causerie/server";
import { departures, fares, hours, lostProperty, person, photo, tale } from "./contracts.ts";
import type { Words } from "./words.ts";

/** What the bot offers whenever it has nothing better to offer. */
export function menu({ labels }: Words): QuickReplySpec[] {
  return [
    { label: labels.departures, to: departures.link() },
    { label: labels.fares, to: fares.link() },
    { label: labels.lostProperty, to: lostProperty.link() },
    { label: labels.hours, to: hours.link() },
    { label: labels.photo, to: photo.link() },
    { label: labels.tale, to: tale.link() },
    { label: labels.person, to: person.link() },
  ];
}
