import { type Fallback, text } from "@causerie/server";
import { findStations } from "#railway/find-stations.ts";
import { departures } from "./contracts.ts";
import { menu } from "./menu.ts";
import { wordsOf } from "./words.ts";

/** Never a dead end: a station that was named is taken up, and otherwise the menu is offered. */
export const fallback: Fallback = (turn, reason) => {
  const words = wordsOf(turn.locale);
  const station = findStations(turn.text)[0]?.station;
  if (reason !== "not_understood" || station === undefined)
    return text(words.fallback[reason], { quickReplies: menu(words) });
  return text(words.fallback.station(station.name), {
    quickReplies: [
      { label: words.labels.trainsFrom, to: departures.link({ from: station.id }) },
      { label: words.labels.trainsTo, to: departures.link({ to: station.id }) },
    ],
  });
};
