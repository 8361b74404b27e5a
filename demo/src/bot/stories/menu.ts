import type { QuickReplySpec } from "@causerie/server";
import { departures, fares, hours, lostProperty, person, photo, stationList, tale } from "#bot/contracts.ts";
import type { Say } from "#bot/words.ts";

/** The choices for a person who has no subject yet. */
export function menu(t: Say): QuickReplySpec[] {
  return [
    { label: t("label.departures"), to: departures.link() },
    { label: t("label.stations"), to: stationList.link() },
    { label: t("label.fares"), to: fares.link() },
    { label: t("label.lostProperty"), to: lostProperty.link() },
    { label: t("label.hours"), to: hours.link() },
    { label: t("label.photo"), to: photo.link() },
    { label: t("label.tale"), to: tale.link() },
    { label: t("label.person"), to: person.link() },
  ];
}
